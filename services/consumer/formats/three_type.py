"""The three-type operations JSON: FLIGHT_DELAY, FLIGHT_CANCELLED and GATE_CHANGE.

It names a flight by designator only, counts nothing, and carries free text that goes no further
than this file.
"""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

import msgspec

from services.consumer.formats.canonical import NOT_DECODED, instant_of
from services.core.clock import MINUTE, Instant, format_instant
from services.core.errors import InvalidEvent

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Minutes = Annotated[int, msgspec.Meta(ge=0, le=7 * 24 * 60)]

REASONS: Final = {"WEATHER": "WEAT", "MECHANICAL": "TECH", "CREW": "CREW", "ATC": "AIRS", "SECURITY": "ARPT"}
"""Their reasons in SSIM's vocabulary; OTHER says nothing and becomes no reason."""

_FLIGHT_ID = re.compile(r"([A-Z][A-Z0-9]|[0-9][A-Z])0{0,3}([1-9]\d{0,3})([A-Z]?)")


class Delay(msgspec.Struct, frozen=True):
    """Payload of FLIGHT_DELAY."""

    flight_id: Text
    delay_minutes: Minutes
    new_departure: Text
    reason: Literal["WEATHER", "MECHANICAL", "CREW", "ATC", "SECURITY", "OTHER"] | None = None
    new_arrival: Text | None = None


class Cancelled(msgspec.Struct, frozen=True):
    """Payload of FLIGHT_CANCELLED."""

    flight_id: Text
    reason: Literal["WEATHER", "MECHANICAL", "CREW", "ATC", "SECURITY", "OTHER"] | None = None


class GateChange(msgspec.Struct, frozen=True):
    """Payload of GATE_CHANGE."""

    flight_id: Text
    new_gate: Text
    old_gate: Text | None = None


Payload = Delay | Cancelled | GateChange
_PAYLOADS: Final[dict[str, type[Payload]]] = {
    "FLIGHT_DELAY": Delay,
    "FLIGHT_CANCELLED": Cancelled,
    "GATE_CHANGE": GateChange,
}


class _Wire(msgspec.Struct, frozen=True):
    event_id: Text
    event_type: str
    timestamp: str
    source: Text
    payload: msgspec.Raw


_DECODER = msgspec.json.Decoder(_Wire)


@dataclass(frozen=True, slots=True)
class ThreeTypeEvent:
    """A checked event whose flight is known by designator only."""

    event_id: str
    source: str
    timestamp: Instant
    designator: str
    event_type: str
    data: dict[str, Any]
    scheduled_out: Instant | None
    """What the event itself implies about the schedule: new departure less the delay."""


def decode_three_type(value: bytes) -> ThreeTypeEvent:
    """Raises InvalidEvent: decode, schema or unknown_type."""
    try:
        wire = _DECODER.decode(value)
        kind = _PAYLOADS.get(wire.event_type)
        if kind is None:
            raise InvalidEvent(
                "unknown_type", f"event_type {wire.event_type!r}; known are {', '.join(_PAYLOADS)}"
            )
        payload = msgspec.json.decode(wire.payload, type=kind)
    except msgspec.ValidationError as error:
        raise InvalidEvent("schema", str(error)) from error
    except NOT_DECODED as error:
        raise InvalidEvent("decode", f"not JSON: {error}") from error
    event_type, data, scheduled = _meaning(payload)
    return ThreeTypeEvent(
        wire.event_id,
        wire.source,
        instant_of("timestamp", wire.timestamp),
        _designator(payload.flight_id),
        event_type,
        data,
        scheduled,
    )


def _meaning(payload: Payload) -> tuple[str, dict[str, Any], Instant | None]:
    if isinstance(payload, GateChange):
        return "flight.gate_changed", {"gate": payload.new_gate, "previousGate": payload.old_gate}, None
    reason = REASONS.get(payload.reason or "")
    if isinstance(payload, Cancelled):
        return "flight.cancelled", {"reason": reason}, None
    out = instant_of("payload.new_departure", payload.new_departure)
    data = {"estimatedOut": format_instant(out), "reason": reason}
    if payload.new_arrival is not None:
        data["estimatedIn"] = format_instant(instant_of("payload.new_arrival", payload.new_arrival))
    return "flight.delayed", data, out - payload.delay_minutes * MINUTE


def _designator(flight_id: str) -> str:
    match = _FLIGHT_ID.fullmatch(flight_id)
    if match is None:
        raise InvalidEvent("schema", f"payload.flight_id {flight_id!r}; right is a designator like UA207")
    return "".join(match.groups())
