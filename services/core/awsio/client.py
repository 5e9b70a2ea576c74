"""One pooled, signing, limiting client for the AWS calls of the hot paths."""

import asyncio
import ssl
import time
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import botocore.session
import msgspec
from botocore.httpsession import get_cert_path

from services.core.awsio import classify, errors
from services.core.awsio.endpoints import Endpoint, resolve
from services.core.awsio.http.pool import Pool
from services.core.awsio.identity import Identity
from services.core.awsio.limiter import AdaptiveLimit
from services.core.awsio.replies import Reply, read_reply

if TYPE_CHECKING:
    from botocore.session import Session

DEFAULT_TIMEOUT_SECONDS = 5.0
# AWS accepts 5 minutes of skew; a refusal with less than this between the clocks has another cause.
_SKEW_SECONDS = 60.0
_ENCODER = msgspec.json.Encoder()


class AwsClient:
    """`async with AwsClient(region) as aws: await aws.dynamodb("GetItem", {...})`.

    Every failure is an `AwsError` of core.awsio.errors. A call is sent once; it is sent a second time
    only when the service refused the signature for its time or its token, so nothing was carried out.
    """

    def __init__(self, region: str, *, session: "Session | None" = None) -> None:
        self._region = region
        self._session = session or botocore.session.get_session()
        self._identity = Identity(self._session)
        self._endpoints: dict[str, Endpoint] = {}
        self._resolving = asyncio.Lock()
        self._limits: dict[str, AdaptiveLimit] = {}
        self._skew = 0.0
        self._http: Pool | None = None

    async def __aenter__(self) -> Self:
        bundle = self._session.get_config_variable("ca_bundle") or get_cert_path(True)
        tls = await asyncio.to_thread(ssl.create_default_context, cafile=bundle)
        self._http = Pool(tls)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._identity.close()
        if self._http is not None:
            self._http.close()
            self._http = None

    async def dynamodb(
        self, operation: str, payload: Mapping[str, Any], *, timeout: float = DEFAULT_TIMEOUT_SECONDS
    ) -> dict[str, Any]:
        """One DynamoDB operation in its low-level JSON form."""
        return await self.call("dynamodb", operation, payload, timeout=timeout)

    async def events(
        self, operation: str, payload: Mapping[str, Any], *, timeout: float = DEFAULT_TIMEOUT_SECONDS
    ) -> dict[str, Any]:
        """One EventBridge operation. PutEvents can succeed with failed entries: the caller looks."""
        return await self.call("events", operation, payload, timeout=timeout)

    async def secrets(
        self, operation: str, payload: Mapping[str, Any], *, timeout: float = DEFAULT_TIMEOUT_SECONDS
    ) -> dict[str, Any]:
        """One Secrets Manager operation."""
        return await self.call("secretsmanager", operation, payload, timeout=timeout)

    async def call(
        self,
        service: str,
        operation: str,
        payload: Mapping[str, Any],
        *,
        timeout: float = DEFAULT_TIMEOUT_SECONDS,
    ) -> dict[str, Any]:
        """Call any JSON-protocol service. `timeout` (seconds) covers waiting for the limiter too."""
        endpoint = self._endpoints.get(service) or await self._resolve(service)
        body = _ENCODER.encode(payload)
        deadline = asyncio.get_running_loop().time() + timeout
        limit = self.limit(service, operation)
        admitted = await _admission(limit, deadline, operation)
        throttled: bool | None = None
        try:
            reply = await self._bounded(endpoint, operation, body, deadline)
            if reply.status < 300:
                throttled = classify.asks_to_slow_down(reply.body)
                return reply.body
            failure = classify.error_of(reply)
            throttled = isinstance(failure, errors.Throttled)
            raise failure
        finally:
            limit.release(admitted, throttled=throttled)

    def limit(self, service: str, operation: str) -> AdaptiveLimit:
        """The window that all callers of this operation share, for metrics and tests."""
        name = f"{service}:{operation}"
        if name not in self._limits:
            self._limits[name] = AdaptiveLimit()
        return self._limits[name]

    @property
    def limits(self) -> Mapping[str, AdaptiveLimit]:
        """The windows of all operations asked for so far, by `service:Operation`; it grows with them."""
        return self._limits

    async def _resolve(self, service: str) -> Endpoint:
        async with self._resolving:
            if service not in self._endpoints:
                found = await asyncio.to_thread(resolve, self._session, service, self._region)
                self._endpoints[service] = found
            return self._endpoints[service]

    async def _bounded(self, endpoint: Endpoint, operation: str, body: bytes, deadline: float) -> Reply:
        try:
            async with asyncio.timeout_at(deadline):
                reply = await self._send(endpoint, operation, body)
                if reply.status >= 400 and self._repaired(reply):
                    reply = await self._send(endpoint, operation, body)
                return reply
        except TimeoutError as error:
            raise errors.Timeout("Timeout", f"{operation} was not answered in time") from error
        except OSError as error:
            detail = f"{operation}: {type(error).__name__}: {error}"
            raise errors.ConnectionLost("ConnectionLost", detail) from error

    async def _send(self, endpoint: Endpoint, operation: str, body: bytes) -> Reply:
        if self._http is None:
            raise errors.Invalid("NotOpen", "use `async with AwsClient(...)`")
        credentials = await self._identity.credentials()
        target = f"{endpoint.target_prefix}.{operation}"
        headers = endpoint.signer.headers(credentials, target, body, time.time() + self._skew)
        return read_reply(await self._http.exchange(endpoint.address, _request(endpoint.head, headers, body)))

    def _repaired(self, reply: Reply) -> bool:
        """Whether the signature was refused for a reason that is now removed."""
        if reply.code in classify.SKEWED:
            server = reply.server_time()
            if server is not None and abs(server - (time.time() + self._skew)) > _SKEW_SECONDS:
                self._skew = server - time.time()
                return True
        if reply.code in classify.EXPIRED:
            self._identity.forget()
            return True
        return False


def _request(head: str, headers: Mapping[str, str], body: bytes) -> bytes:
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    if lines.count("\n") != len(headers):
        raise errors.Invalid("HeaderValue", "a header holds a line end: look for one in the credentials")
    return f"{head}{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _admission(limit: AdaptiveLimit, deadline: float, operation: str) -> int:
    if limit.has_room:  # nearly always: spares a timer for each call
        return await limit.acquire()
    try:
        async with asyncio.timeout_at(deadline):
            return await limit.acquire()
    except TimeoutError as error:
        raise errors.Throttled("LocalLimit", f"{operation} was not sent: no place in time") from error
