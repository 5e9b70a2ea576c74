"""One thing that somebody said about a flight, before it has a sequence number and an id."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.core.clock import Instant

REAL, DERIVED, SYNTHETIC = "real", "derived", "synthetic"
AIRLINE, AIRPORT = "AIRLINE_OPS", "AIRPORT"


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event type with its facts (times as instants) and where they come from.

    `origin` holds for every field that `origins` does not name: real (as in the data), derived (computed
    from it) or synthetic (drawn from the seed). `origins` may also name publishedAt and occurredAt.
    """

    event_type: str
    published_at: Instant
    occurred_at: Instant
    data: Mapping[str, str | Instant | None]
    origin: str = REAL
    origins: Mapping[str, str] = field(default_factory=dict)
    authority: str = AIRLINE
