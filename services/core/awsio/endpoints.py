"""Where a service is and how it wants to be asked, as botocore resolves it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError
from yarl import URL

from services.core.awsio.errors import Invalid
from services.core.awsio.sign import Signer

if TYPE_CHECKING:
    from botocore.session import Session


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One JSON-protocol service: its address, its target prefix and its signer."""

    url: URL
    target_prefix: str
    signer: Signer


def resolve(session: "Session", service: str, region: str) -> Endpoint:
    """Ask botocore: AWS_ENDPOINT_URL and its per-service forms, profiles, FIPS and partitions count.

    Slow (it reads the service model), so call it once per service and in a thread. Raises Invalid
    for an unknown service, a bad configuration or a protocol other than JSON.
    """
    try:
        meta = session.create_client(service, region_name=region).meta
    except BotoCoreError as error:
        raise Invalid("EndpointUnresolved", f"{service} in {region}: {error}") from error
    model = meta.service_model
    if "json" not in model.metadata.get("protocols", [model.metadata["protocol"]]):
        raise Invalid("UnsupportedProtocol", f"{service} speaks {model.metadata['protocol']}, not JSON")
    content_type = f"application/x-amz-json-{model.metadata['jsonVersion']}"
    url = meta.endpoint_url.rstrip("/") + "/"
    signer = Signer(url, model.signing_name, meta.region_name, content_type)
    return Endpoint(URL(url), model.metadata["targetPrefix"], signer)
