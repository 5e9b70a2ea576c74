"""Events that change something, each: only of those is it certain which write made them visible."""

from collections.abc import Iterable, Iterator

from local.replay.stream import ReplayEvent
from services.consumer.formats.canonical import decode_canonical
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step


def changing(events: Iterable[ReplayEvent]) -> Iterator[ReplayEvent]:
    """In their order, without those after which a flight would be what it was."""
    states: dict[str, FlightState] = {}
    for event in events:
        before = states.get(event.flight_key) or FlightState(FlightKey.parse(event.flight_key))
        taken = step(before, [decode_canonical(event.value)])
        if taken.writes:
            states[event.flight_key] = taken.after
            yield event
