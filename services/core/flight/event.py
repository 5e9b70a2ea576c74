"""An operations event about one flight, decoded and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.core.clock import Instant
from services.core.flight.authority import Authority
from services.core.flight.key import FlightKey

Value = str | int | bool | None | tuple[str, ...]
"""What a register can hold: text, an instant or count, a flag, nothing, or a list of designators."""


@dataclass(frozen=True, slots=True)
class FlightEvent:
    """One event of one source.

    `facts` are the registers that it sets. `seq` is the source's own count for this flight, or
    None where the source has none. `occurred_at` says when it became true, `published_at` when
    the source said so.
    """

    event_id: str
    event_type: str
    source: str
    authority: Authority
    flight_key: FlightKey
    seq: int | None
    occurred_at: Instant
    published_at: Instant
    correlation_id: str
    facts: Mapping[str, Value]
    causation_id: str | None = None
    traceparent: str | None = None
    provenance: Mapping[str, Any] = field(default_factory=dict)
