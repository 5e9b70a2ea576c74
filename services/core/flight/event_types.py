"""Every canonical event type and the registers that it sets.

Names follow AIDX, AHM 780 MVT and SSIM ASM. A type says which data fields it takes, which of
them it needs, and which registers it sets by its mere arrival.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from services.core.clock import parse_instant
from services.core.errors import InvalidEvent
from services.core.flight.event import Value

REASONS: Final = frozenset(
    (
        *("AIRS", "ARPT", "COMM", "CREW", "DAMA", "EQUI", "FUEL", "HDLG", "HOLI", "INDU"),
        *("OPER", "PERF", "POLI", "POSI", "REPO", "ROTA", "RTNS", "RUNW", "TECH", "WEAT"),
    )
)
"""The 20 change reasons of SSIM ASM."""

_INSTANTS: Final = frozenset(
    (
        *("scheduledOut", "scheduledIn", "estimatedOut", "estimatedIn"),
        *("actualOut", "actualOff", "actualOn", "actualIn", "boardingAt", "gateClosedAt"),
        *("returnedToGateAt", "returnedAirborneAt", "nextInfoAt"),
    )
)

_AIRPORT = re.compile(r"[A-Z]{3}")
_GATE = re.compile(r"[A-Z0-9][A-Z0-9 -]{0,5}")
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "airport": _AIRPORT,
    "destination": _AIRPORT,
    "gate": _GATE,
    "terminal": _GATE,
    "stand": _GATE,
    "registration": re.compile(r"[A-Z0-9-]{2,10}"),
    "correctionReason": re.compile(r"[A-Z][A-Z0-9_]{1,23}"),
}
"""These are printed in messages and parts of keys, so their shape is checked at the door."""


@dataclass(frozen=True, slots=True)
class EventType:
    """`required` and `optional` name data fields; `sets` are registers set whatever the data says."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    sets: Mapping[str, Value] = field(default_factory=dict)
    renames: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = field(init=False)
    """Every data field that the type takes."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", frozenset((*self.required, *self.optional)))


_TIME_SET = EventType(("estimatedOut",), ("estimatedIn", "reason", "nextInfoAt"), {"nextInfoAt": None})
"""A new time also takes back a promise of news, unless it makes another."""

_CORRECTION: Final = ("correctionReason",)
"""Why an actual time that was reported before is reported anew: a code of the source."""

EVENT_TYPES: Final[Mapping[str, EventType]] = {
    "flight.scheduled": EventType(
        ("scheduledOut", "destination"),
        ("scheduledIn", "gate", "terminal", "stand", "registration", "aircraftType", "marketing"),
    ),
    "flight.schedule_changed": EventType(("scheduledOut",), ("scheduledIn",)),
    "flight.delayed": _TIME_SET,
    "flight.delay_reduced": _TIME_SET,
    "flight.delay_cleared": _TIME_SET,
    "flight.next_info": EventType(("nextInfoAt",), ("reason",)),
    "flight.gate_changed": EventType(("gate",), ("terminal", "stand", "previousGate")),
    "flight.boarding_started": EventType(("boardingAt",)),
    "flight.gate_closed": EventType(("gateClosedAt",)),
    "flight.off_block": EventType(("actualOut",), _CORRECTION),
    "flight.airborne": EventType(("actualOff",), _CORRECTION),
    "flight.landed": EventType(("actualOn",), _CORRECTION),
    "flight.on_block": EventType(("actualIn",), _CORRECTION),
    "flight.returned_to_gate": EventType(("returnedToGateAt",), ("estimatedOut",)),
    "flight.returned_airborne": EventType(("returnedAirborneAt",), ("estimatedOut",)),
    "flight.cancelled": EventType((), ("reason",), {"cancelled": True}),
    "flight.reinstated": EventType((), ("estimatedOut",), {"cancelled": False}),
    "flight.diverted": EventType(("airport",), ("reason",), renames={"airport": "diversion"}),
    "flight.diversion_continued": EventType((), ("estimatedIn",), {"diversion": None}),
    "flight.aircraft_changed": EventType(("registration",), ("aircraftType",)),
    "flight.designator_changed": EventType(("marketing",)),
}

_INFORMATION_ONLY: Final = frozenset({"previousGate"})
"""Said by the source for people; the register already knows the previous value."""


def facts_of(event_type: str, data: Mapping[str, Any]) -> dict[str, Value]:
    """The register assignments of an event, from its type and its data (RFC 3339 text for times).

    Raises InvalidEvent: `unknown_type`, or `schema` with the path of the field that is wrong.
    """
    kind = EVENT_TYPES.get(event_type)
    if kind is None:
        raise InvalidEvent(
            "unknown_type", f"unknown eventType {event_type!r}; known are {', '.join(EVENT_TYPES)}"
        )
    for name in kind.required:
        if data.get(name) is None:
            raise InvalidEvent("schema", f"{event_type} needs data.{name}")
    if not data.keys() <= kind.known:
        unknown, known = min(data.keys() - kind.known), ", ".join(sorted(kind.known))
        raise InvalidEvent("schema", f"{event_type} does not take data.{unknown}; it takes {known}")
    facts = dict(kind.sets)
    for name, value in data.items():
        if value is not None and name not in _INFORMATION_ONLY:
            facts[kind.renames.get(name, name)] = _value(name, value)
    return facts


def _value(name: str, value: Any) -> Value:
    if name in _INSTANTS:
        try:
            return parse_instant(value if isinstance(value, str) else repr(value))
        except ValueError as error:
            raise InvalidEvent("schema", f"data.{name}: {error}") from error
    if name == "marketing":
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise InvalidEvent("schema", f"data.{name} is a list of designators, not {value!r}")
        return tuple(value)
    if name == "reason" and value not in REASONS:
        raise InvalidEvent("schema", f"data.reason {value!r} is none of {' '.join(sorted(REASONS))}")
    if name in _PATTERNS and not (isinstance(value, str) and _PATTERNS[name].fullmatch(value)):
        raise InvalidEvent("schema", f"data.{name} {value!r} does not look like {_PATTERNS[name].pattern}")
    if not isinstance(value, str):
        raise InvalidEvent("schema", f"data.{name} is text, not {value!r}")
    return value
