"""Read one HTTP answer: intact, and as a result or a typed error."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from services.core.awsio import errors
from services.core.awsio.http.connection import Answer

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


def read_reply(answer: Answer) -> Reply:
    """Raises ConnectionLost when the body is damaged."""
    raw, headers = answer.body, answer.headers
    expected = headers.get(b"x-amz-crc32")
    if expected is not None and b"%d" % zlib.crc32(raw) != expected:
        raise errors.ConnectionLost("Crc32Mismatch", "the answer was damaged on its way", answer.status)
    return Reply(
        answer.status,
        _decode(raw, answer.status),
        _text(headers, b"x-amzn-errortype"),
        _text(headers, b"x-amzn-requestid"),
        _text(headers, b"date"),
    )


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


def _decode(raw: bytes, status: int) -> dict[str, Any]:
    try:
        return _DECODER.decode(raw or b"{}")
    except msgspec.DecodeError as error:
        if status >= 300:  # a proxy's or load balancer's page: the status says enough
            return {"message": raw[:200].decode("utf-8", "replace")}
        raise errors.ConnectionLost("UnreadableResponse", str(error), status) from error
