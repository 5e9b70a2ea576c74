"""The first try of a call by the shortest way; whatever does not go well is left to botocore.

A call by boto3 costs four times the processor time of the request it sends. Here the request is signed and
sent once. Only an answer that says that it was carried out is taken. Anything else (a refusal, a throttle,
a damaged or missing answer, a wrong clock) is as if the first of botocore's attempts had failed: boto3
makes the call, with its own errors, waits and repeats.
"""

from __future__ import annotations

import json
import time
import zlib
from typing import Any, Final

import urllib3
from botocore import xform_name
from botocore.exceptions import BotoCoreError
from botocore.httpsession import get_cert_path
from botocore.utils import get_environ_proxies
from urllib3.exceptions import HTTPError

from services.core.awsio.sign import Credentials, Signer

_OK: Final = 200
_USER_AGENT: Final = "flightpulse-awsio/1"


class FirstTry:
    """Has the operations of the boto3 client it is given, of a service that speaks JSON.

    Requests and answers are boto3's, but for `ResponseMetadata`; an attribute of bytes is not supported. What
    is no operation (a paginator, say) is that client's own.
    """

    def __init__(
        self, client: Any, credentials: Any, timeout: urllib3.Timeout, ca_bundle: str | None
    ) -> None:
        meta = client.meta
        model = meta.service_model
        url = meta.endpoint_url.rstrip("/") + "/"
        content_type = f"application/x-amz-json-{model.metadata['jsonVersion']}"
        self._client = client
        self._credentials = credentials
        self._prefix = model.metadata["targetPrefix"]
        self._operations = {xform_name(name): name for name in model.operation_names}
        self._signer = Signer(url, model.signing_name, meta.region_name, content_type)
        self._url = url
        self._pool = urllib3.PoolManager(
            timeout=timeout, retries=False, ca_certs=ca_bundle or get_cert_path(True)
        )

    def __getattr__(self, method: str) -> Any:
        operation = self._operations.get(method)
        if operation is None:
            return getattr(self._client, method)

        def call(**request: Any) -> dict[str, Any]:
            answer = self._try(operation, request)
            if answer is None:
                answer = getattr(self._client, method)(**request)
            return answer

        self.__dict__[method] = call  # found without this function from now on
        return call

    def _try(self, operation: str, request: dict[str, Any]) -> dict[str, Any] | None:
        """The answer, or None for whatever botocore should see to."""
        body = json.dumps(request, separators=(",", ":"), ensure_ascii=False).encode()
        try:
            reply = self._pool.urlopen(
                "POST", self._url, body=body, headers=self._headers(operation, body), redirect=False
            )
        except (HTTPError, BotoCoreError):
            return None
        checksum = reply.headers.get("x-amz-crc32")
        if reply.status != _OK or (checksum is not None and str(zlib.crc32(reply.data)) != checksum):
            return None
        try:
            answer: dict[str, Any] = json.loads(reply.data or b"{}")
        except ValueError:
            return None
        return answer

    def _headers(self, operation: str, body: bytes) -> dict[str, str]:
        frozen = self._credentials.get_frozen_credentials()
        credentials = Credentials(frozen.access_key, frozen.secret_key, frozen.token or None)
        headers = self._signer.headers(credentials, f"{self._prefix}.{operation}", body, time.time())
        return headers | {"User-Agent": _USER_AGENT}


def goes_straight(client: Any) -> bool:
    """Whether nothing stands between us and the service: a proxy is botocore's business."""
    return not get_environ_proxies(client.meta.endpoint_url)
