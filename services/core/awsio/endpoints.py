"""Where a service is and how it wants to be asked, as botocore resolves it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import botocore.session
from botocore.exceptions import BotoCoreError

from services.core.awsio.errors import Invalid
from services.core.awsio.http.pool import Address
from services.core.awsio.sign import Signer, host_header

if TYPE_CHECKING:
    from botocore.session import Session


_NOBODY = "nobody"
"""No request is made with these credentials; without any, botocore would look for some here too."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One JSON-protocol service: its address, its target prefix and its signer.

    `head` is the beginning of each request to it: what does not change from one to the next.
    """

    address: Address
    head: str
    target_prefix: str
    signer: Signer


def resolve(session: "Session", service: str, region: str) -> Endpoint:
    """Ask botocore: AWS_ENDPOINT_URL and its per-service forms, profiles, FIPS and partitions count.

    Slow (it reads the service model), so call it once per service and in a thread. Raises Invalid
    for an unknown service, a bad configuration or a protocol other than JSON.
    """
    # Of a session that ends here: one keeps every model that it has read, 11 MB for DynamoDB alone.
    reader = botocore.session.Session(profile=session.profile)
    try:
        client = reader.create_client(
            service, region_name=region, aws_access_key_id=_NOBODY, aws_secret_access_key=_NOBODY
        )
    except BotoCoreError as error:
        raise Invalid("EndpointUnresolved", f"{service} in {region}: {error}") from error
    meta = client.meta
    model = meta.service_model
    if "json" not in model.metadata.get("protocols", [model.metadata["protocol"]]):
        raise Invalid("UnsupportedProtocol", f"{service} speaks {model.metadata['protocol']}, not JSON")
    content_type = f"application/x-amz-json-{model.metadata['jsonVersion']}"
    url = meta.endpoint_url.rstrip("/") + "/"
    signer = Signer(url, model.signing_name, meta.region_name, content_type)
    return Endpoint(_address(url), _head(url), model.metadata["targetPrefix"], signer)


def _address(url: str) -> Address:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Invalid(
            "EndpointUnresolved", f"{url!r} is no endpoint; right is https://host or http://host:port"
        )
    secure = parts.scheme == "https"
    return Address(parts.hostname, parts.port or (443 if secure else 80), secure)


def _head(url: str) -> str:
    # What stands in a URL stands in the request, as the signature of it expects; the rest is quoted.
    path = quote(urlsplit(url).path, safe="/~%:@!$&'()*+,;=")
    return (
        f"POST {path} HTTP/1.1\r\nHost: {host_header(url)}\r\n"
        # The checksum of DynamoDB is over the bytes as sent, so no compression is asked for.
        "Accept-Encoding: identity\r\nUser-Agent: flightpulse-awsio/1\r\n"
    )
