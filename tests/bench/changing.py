"""Which events change something: only they have a write by which they become visible."""

from collections import defaultdict
from collections.abc import Iterable

from local.replay.stream import ReplayEvent
from services.consumer.formats.canonical import decode_canonical
from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, step


def changing(before: Iterable[ReplayEvent], events: Iterable[ReplayEvent]) -> set[str]:
    """Ids of the events that change their flight, one after the other, once those before are merged.

    An event that changes nothing is covered by whatever its flight writes next, perhaps long after.
    """
    earlier: dict[str, list[FlightEvent]] = defaultdict(list)
    for event in before:
        earlier[event.flight_key].append(decode_canonical(event.value))
    states: dict[str, FlightState] = {}
    found = set()
    for event in events:
        decoded = decode_canonical(event.value)
        state = states.get(event.flight_key)
        if state is None:
            state = FlightState(decoded.flight_key)
            if own := earlier.get(event.flight_key):
                state = step(state, own).after
        taken = step(state, [decoded])
        if taken.writes:
            found.add(event.event_id)
        states[event.flight_key] = taken.after if taken.writes else state
    return found
