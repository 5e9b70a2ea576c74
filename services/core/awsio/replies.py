"""Read one HTTP answer: bounded, intact, and as a result or a typed error."""

import zlib
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp
import msgspec

from services.core.awsio import errors

# The largest answer that AWS gives to an operation used here (BatchGetItem) is 16 MB.
MAX_RESPONSE_BYTES = 20 * 1024 * 1024
_DECODER = msgspec.json.Decoder(dict[str, Any])


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, decoded body and the headers that matter."""

    status: int
    body: dict[str, Any]
    error_type: str = ""
    request_id: str = ""
    date: str = ""
    code: str = field(init=False)

    def __post_init__(self) -> None:
        raw = "" if self.status < 300 else str(self.body.get("__type") or self.error_type)
        # "com.amazonaws.dynamodb.v20120810#Throttling..." or "Code:http://..." -> the bare code
        object.__setattr__(self, "code", raw.rpartition("#")[2].partition(":")[0])

    def server_time(self) -> float | None:
        """The service's clock in epoch seconds, from the Date header."""
        try:
            return parsedate_to_datetime(self.date).timestamp()
        except (TypeError, ValueError):
            return None


async def read_reply(response: aiohttp.ClientResponse, limit: int = MAX_RESPONSE_BYTES) -> Reply:
    """Raises Invalid above the size limit, ConnectionLost when the body is damaged."""
    raw = await _read_bounded(response, limit)
    headers = response.headers
    expected = headers.get("x-amz-crc32")
    if expected is not None and str(zlib.crc32(raw)) != expected:
        raise errors.ConnectionLost("Crc32Mismatch", "the answer was damaged on its way", response.status)
    return Reply(
        response.status,
        _decode(raw, response.status),
        headers.get("x-amzn-errortype", ""),
        headers.get("x-amzn-requestid", ""),
        headers.get("Date", ""),
    )


async def _read_bounded(response: aiohttp.ClientResponse, limit: int) -> bytes:
    length = response.content_length
    if length is not None and length <= limit:
        return await response.read()
    parts: list[bytes] = []
    size = 0
    if length is None:
        async for part in response.content.iter_any():
            parts.append(part)
            size += len(part)
            if size > limit:
                break
    if length is not None or size > limit:
        response.close()
        raise errors.Invalid("ResponseTooLarge", f"the answer is larger than {limit} bytes", response.status)
    return b"".join(parts)


def _decode(raw: bytes, status: int) -> dict[str, Any]:
    try:
        return _DECODER.decode(raw or b"{}")
    except msgspec.DecodeError as error:
        if status >= 300:  # a proxy's or load balancer's page: the status says enough
            return {"message": raw[:200].decode("utf-8", "replace")}
        raise errors.ConnectionLost("UnreadableResponse", str(error), status) from error
