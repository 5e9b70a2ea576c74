"""The envelope: one announcement of one flight, as PutEvents carries it."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from services.core.clock import Instant, format_instant

SPEC_VERSION: Final = "1.0"
NAMESPACE: Final = uuid.uuid5(uuid.NAMESPACE_DNS, "flightpulse.example")
"""Every uuid5 of the system is taken in this namespace."""
_NAMESPACE_BYTES: Final = NAMESPACE.bytes


class Cause(Protocol):
    """The operations event that an envelope speaks of."""

    @property
    def event_id(self) -> str: ...
    @property
    def occurred_at(self) -> Instant: ...
    @property
    def correlation_id(self) -> str: ...
    @property
    def traceparent(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Envelope:
    """`detail` is the whole bus event but for source, detail type and bus name."""

    id: str
    detail_type: str
    detail: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """As the outbox keeps it."""
        return {"id": self.id, "detailType": self.detail_type, "detail": dict(self.detail)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Envelope":
        """An envelope from the outbox."""
        return cls(stored["id"], stored["detailType"], stored["detail"])


def envelope_id(key: str, detail_type: str, topic: str, partition: int, last_offset: int) -> str:
    """The same write gives the same id, whoever makes it and however often."""
    return uuid5_text(f"{key}|{detail_type}|{topic}|{partition}|{last_offset}")


def uuid5_text(name: str) -> str:
    """`str(uuid.uuid5(NAMESPACE, name))` (RFC 9562, 5.5), without the object in between."""
    digest = bytearray(hashlib.sha1(_NAMESPACE_BYTES + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def seal(
    *,
    key: str,
    ver: int,
    detail_type: str,
    data: Mapping[str, Any],
    cause: Cause,
    as_of: Instant,
    topic: str,
    partition: int,
    last_offset: int,
) -> Envelope:
    """An announcement as it goes into the outbox. `cause` is the event that it speaks of."""
    identity = envelope_id(key, detail_type, topic, partition, last_offset)
    detail = {
        "specVersion": SPEC_VERSION,
        "eventId": identity,
        "flightKey": key,
        "ver": ver,
        "occurredAt": format_instant(cause.occurred_at),
        "asOf": format_instant(as_of),
        "correlationId": cause.correlation_id,
        "causationId": cause.event_id,
        "traceparent": cause.traceparent,
        "data": dict(data),
    }
    return Envelope(identity, detail_type, detail)
