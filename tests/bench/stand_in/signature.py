"""Checks the signature of a request by signing it again with botocore."""

from typing import Final

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.bench.credentials import ACCESS_KEY, SECRET_KEY

SAMPLE: Final = 64
_SIGNED: Final = ("content-type", "host", "x-amz-date", "x-amz-target")


class SignatureSample:
    """Every 64th request, the first included."""

    def __init__(self) -> None:
        self.seen = 0
        self.checked = 0
        self.wrong = 0

    def look(self, headers: dict[str, str], body: bytes) -> None:
        """Count the request, and check it when it is its turn."""
        self.seen += 1
        if self.seen % SAMPLE == 1:
            self.checked += 1
            self.wrong += not _is_right(headers, body)


def _is_right(headers: dict[str, str], body: bytes) -> bool:
    given = headers.get("authorization", "")
    region, service = given.split("Credential=")[1].split("/")[2:4]
    request = AWSRequest("POST", f"http://{headers['host']}/", data=body)
    # Only what the client says it has signed counts.
    signed = given.split("SignedHeaders=")[1].split(",")[0].split(";")
    for name in signed:
        if name != "host":
            request.headers[name] = headers[name]
    request.context["timestamp"] = headers["x-amz-date"]
    auth = SigV4Auth(Credentials(ACCESS_KEY, SECRET_KEY), service, region)
    canonical = auth.canonical_request(request)
    right = auth.signature(auth.string_to_sign(request, canonical), request)
    return given.endswith(f"Signature={right}")
