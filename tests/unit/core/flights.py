"""Builds events of one flight, and strategies that draw whole histories."""

from typing import Any

from hypothesis import strategies as st

from services.core.clock import MINUTE, Instant, format_instant, parse_instant
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.event_types import facts_of
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, Step, step

KEY = FlightKey.parse("UA-0207-2013-03-08-EWR-1")
OUT = parse_instant("2013-03-08T14:00:00Z")


def at(minutes: int) -> str:
    """RFC 3339 text, minutes after the scheduled departure."""
    return format_instant(OUT + minutes * MINUTE)


def event(
    event_type: str,
    seq: int | None,
    *,
    source: str = "ops.UA",
    authority: Authority = Authority.AIRLINE_OPS,
    occurred: int | None = None,
    event_id: str | None = None,
    **data: object,
) -> FlightEvent:
    """One event; `occurred` is in minutes around the scheduled departure, by default the seq before -600."""
    minute = occurred if occurred is not None else (seq or 0) - 600
    moment: Instant = OUT + minute * MINUTE
    return FlightEvent(
        event_id or f"{source}-{event_type}-{seq}-{minute}",
        event_type,
        source,
        authority,
        KEY,
        seq,
        moment,
        moment,
        f"correlation-{seq}",
        facts_of(event_type, data),
    )


def scheduled(seq: int | None = 1, **data: Any) -> FlightEvent:
    """The flight as first filed: 14:00Z to ORD from gate A5."""
    wanted: dict[str, Any] = {"scheduledOut": at(0), "destination": "ORD", "gate": "A5", "terminal": "A"}
    return event("flight.scheduled", seq, **(wanted | data))


def delayed(seq: int | None, minutes: int, **options: Any) -> FlightEvent:
    """A new estimate of the departure, minutes after schedule."""
    return event("flight.delayed", seq, estimatedOut=at(minutes), **options)


def gate(seq: int | None, name: str, **options: Any) -> FlightEvent:
    """A gate."""
    return event("flight.gate_changed", seq, gate=name, **options)


def run(*folds: list[FlightEvent]) -> list[Step]:
    """Take a new flight through these folds."""
    state, steps = FlightState(KEY), []
    for events in folds:
        steps.append(step(state, events))
        state = steps[-1].after
    return steps


_MINUTES = st.integers(-40, 400)


def _one(draw: st.DrawFn, seq: int | None, source: str, authority: Authority, occurred: int) -> FlightEvent:
    def make(event_type: str, **data: Any) -> FlightEvent:
        return event(event_type, seq, source=source, authority=authority, occurred=occurred, **data)

    kinds = {
        "flight.scheduled": lambda: make(
            "flight.scheduled",
            scheduledOut=at(0),
            destination="ORD",
            gate=draw(st.sampled_from(["A5", "B7"])),
        ),
        "flight.delayed": lambda: make("flight.delayed", estimatedOut=at(draw(_MINUTES))),
        "flight.next_info": lambda: make("flight.next_info", nextInfoAt=at(draw(_MINUTES))),
        "flight.gate_changed": lambda: make(
            "flight.gate_changed", gate=draw(st.sampled_from(["A5", "B7", "C3"])), terminal="A"
        ),
        "flight.off_block": lambda: make("flight.off_block", actualOut=at(draw(_MINUTES))),
        "flight.airborne": lambda: make("flight.airborne", actualOff=at(draw(_MINUTES))),
        "flight.on_block": lambda: make("flight.on_block", actualIn=at(draw(_MINUTES))),
        "flight.returned_to_gate": lambda: make(
            "flight.returned_to_gate", returnedToGateAt=at(draw(_MINUTES))
        ),
        "flight.cancelled": lambda: make("flight.cancelled", reason="WEAT"),
        "flight.reinstated": lambda: make("flight.reinstated", estimatedOut=at(draw(_MINUTES))),
        "flight.diverted": lambda: make("flight.diverted", airport="CLE"),
    }
    return kinds[draw(st.sampled_from(sorted(kinds)))]()


@st.composite
def histories(draw: st.DrawFn, most: int = 12) -> list[FlightEvent]:
    """Events of an airline that counts, an airport that counts, and a desk that does not."""
    sources = [
        ("ops.UA", Authority.AIRLINE_OPS, True),
        ("airport.EWR", Authority.AIRPORT, True),
        ("api", Authority.AIRLINE_OPS, False),
    ]
    events: list[FlightEvent] = []
    counts = dict.fromkeys((name for name, _, _ in sources), 0)
    for _ in range(draw(st.integers(1, most))):
        source, authority, counting = draw(st.sampled_from(sources))
        counts[source] += 1
        seq = counts[source] if counting else None
        events.append(_one(draw, seq, source, authority, draw(st.integers(-600, 300))))
    return events
