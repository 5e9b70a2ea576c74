"""AWS Signature Version 4 for the one request shape used here: POST, no query, JSON body.

Equal to botocore's SigV4Auth for every input (tests/unit/awsio/test_sign.py compares them); faster
because what does not change between two requests is computed once.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hashlib
import hmac
import time
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_ALGORITHM = "AWS4-HMAC-SHA256"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SIGNED = "content-type;host;x-amz-date;x-amz-target"
_SIGNED_TEMPORARY = "content-type;host;x-amz-date;x-amz-security-token;x-amz-target"


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access key pair, with the session token of temporary credentials."""

    access_key: str
    secret_key: str
    token: str | None = None


def host_header(url: str) -> str:
    """The Host that goes with this URL: the port only when it is not the scheme's own."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    if parts.port is None or parts.port == _DEFAULT_PORTS.get(parts.scheme):
        return host
    return f"{host}:{parts.port}"


class Signer:
    """Signs requests to one endpoint of one service in one region."""

    def __init__(self, url: str, signing_name: str, region: str, content_type: str) -> None:
        self._content_type = content_type
        self._service = signing_name
        self._region = region
        path = quote(urlsplit(url).path or "/", safe="/~")
        self._head = f"POST\n{path}\n\ncontent-type:{content_type}\nhost:{host_header(url)}\nx-amz-date:"
        self._second = -1
        self._timestamp = ""
        self._key_of: tuple[str, str] = ("", "")
        self._key = b""

    def headers(self, credentials: Credentials, target: str, body: bytes, now: float) -> dict[str, str]:
        """All headers of the signed request. `now` is epoch seconds by the service's clock."""
        timestamp = self._format(int(now))
        scope = f"{timestamp[:8]}/{self._region}/{self._service}/aws4_request"
        token, signed, token_line = credentials.token, _SIGNED, ""
        if token:
            signed, token_line = _SIGNED_TEMPORARY, f"x-amz-security-token:{token}\n"
        digest = hashlib.sha256(body).hexdigest()
        canonical = f"{self._head}{timestamp}\n{token_line}x-amz-target:{target}\n\n{signed}\n{digest}"
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        text = f"{_ALGORITHM}\n{timestamp}\n{scope}\n{hashed}"
        key = self._signing_key(credentials.secret_key, timestamp[:8])
        signature = hmac.digest(key, text.encode(), "sha256").hex()
        headers = {
            "Content-Type": self._content_type,
            "X-Amz-Date": timestamp,
            "X-Amz-Target": target,
            "Authorization": f"{_ALGORITHM} Credential={credentials.access_key}/{scope}, "
            f"SignedHeaders={signed}, Signature={signature}",
        }
        if token:
            headers["X-Amz-Security-Token"] = token
        return headers

    def _format(self, second: int) -> str:
        if second != self._second:
            self._timestamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(second))
            self._second = second
        return self._timestamp

    def _signing_key(self, secret: str, day: str) -> bytes:
        if self._key_of != (secret, day):
            key = f"AWS4{secret}".encode()
            for part in (day, self._region, self._service, "aws4_request"):
                key = hmac.digest(key, part.encode(), "sha256")
            self._key, self._key_of = key, (secret, day)
        return self._key
