"""Errors as the caller sees them: RFC 9457 problem+json with the correlation id and what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi.responses import JSONResponse

from services.core.observability import correlation_id

MEDIA_TYPE: Final = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem; `slug` is its stable name for programs."""

    slug: str
    status: int
    title: str

    @property
    def uri(self) -> str:
        """The `type` member."""
        return f"urn:flightpulse:problem:{self.slug}"


MALFORMED: Final = Kind("malformed-request", 400, "The request is malformed")
INVALID_KEY: Final = Kind("invalid-flight-key", 400, "Not a flight key")
INVALID_ID: Final = Kind("invalid-id", 400, "Not an id")
INVALID_CURSOR: Final = Kind("invalid-cursor", 400, "Not a cursor of this list")
INVALID_FILTER: Final = Kind("invalid-filter", 400, "No list has this filter")
NO_IDEMPOTENCY_KEY: Final = Kind("idempotency-key-needed", 400, "An Idempotency-Key is needed")
NOT_SIGNED_IN: Final = Kind("not-signed-in", 401, "A valid token is needed")
NOT_ALLOWED: Final = Kind("not-allowed", 403, "The token does not allow this")
NO_FLIGHT: Final = Kind("no-such-flight", 404, "No such flight")
NO_NOTIFICATION: Final = Kind("no-such-notification", 404, "No such notification")
NO_BOOKING: Final = Kind("no-such-booking", 404, "No such booking")
NO_CONTACT: Final = Kind("no-such-contact", 404, "No such contact of this passenger")
NO_PASSENGER: Final = Kind("no-such-passenger", 404, "No such passenger")
NO_RESOURCE: Final = Kind("no-such-resource", 404, "Nothing is here")
NO_METHOD: Final = Kind("method-not-allowed", 405, "This resource does not do that")
KEY_REUSED: Final = Kind("idempotency-key-reused", 409, "The Idempotency-Key stands for another request")
NOT_BOOKABLE: Final = Kind("not-bookable", 409, "A flight cannot be booked")
NOT_POSSIBLE: Final = Kind("not-possible", 409, "The booking does not allow this")
TOO_LARGE: Final = Kind("request-too-large", 413, "The request is too large")
WRONG_HOST: Final = Kind("wrong-host", 421, "This server does not answer for that host")
INVALID_EVENT: Final = Kind("invalid-event", 422, "Not a flight event")
INVALID_BODY: Final = Kind("invalid-body", 422, "The body is not as described")
TOO_MANY: Final = Kind("too-many-requests", 429, "Too many requests; the same one again, later")
INTERNAL: Final = Kind("internal-error", 500, "Something is broken here")
UNAVAILABLE: Final = Kind("unavailable", 503, "Not possible at this moment")
NOT_READY: Final = Kind("not-ready", 503, "A dependency does not answer")


class Problem(Exception):
    """Ends a request with a problem. `expected` says what would be right."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        expected: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(f"{kind.slug}: {detail}")
        self.kind = kind
        self.detail = detail
        self.expected = expected
        self.headers = dict(headers or {})
        self.members = members

    def response(self) -> JSONResponse:
        """The HTTP response."""
        body: dict[str, Any] = {
            "type": self.kind.uri,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
        }
        if self.expected is not None:
            body["expected"] = self.expected
        body |= self.members
        body["correlationId"] = correlation_id()
        return JSONResponse(body, self.kind.status, self.headers, MEDIA_TYPE)


def try_again(detail: str, after_seconds: int = 1) -> Problem:
    """A 503 after which the same request may be sent again."""
    return Problem(
        UNAVAILABLE,
        detail,
        "the same request again, later; with an Idempotency-Key it cannot take effect twice",
        headers={"Retry-After": str(after_seconds)},
    )
