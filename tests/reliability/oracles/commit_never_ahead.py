"""The committed offset is never ahead of what is done."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, step
from services.core.table.flight_item import stored_flight
from services.core.table.history_item import history_item
from tests.reliability.observed import ENVELOPE, Observed, Sample
from tests.reliability.oracles.outboxes import written


def commit_never_ahead_of_done(observed: Observed) -> list[str]:
    """At each reading of the commits: rows, states and announcements of everything below are there.

    Table and bus only grow, so what was done at one reading is not looked at again at the next.
    """
    if not any(sample.committed.get(place) for sample in observed.samples for place in sample.committed):
        return ["nothing was ever seen committed"]
    found: list[str] = []
    known: dict[tuple[str, int], int] = {}
    for sample in observed.samples:
        found += _ahead(observed, sample, known)
        for place, offset in sample.committed.items():
            known[place] = max(offset, known.get(place, 0))
    return found


def _ahead(observed: Observed, sample: Sample, known: dict[tuple[str, int], int]) -> Iterator[str]:
    rows = set(observed.rows[: sample.rows])
    accepted = {one.envelope.id for one in observed.accepted[: sample.accepted]}
    accepted |= {one.headers.get(ENVELOPE, b"").decode() for one in observed.dead}
    states = {item["flightKey"]: item for item in observed.writes[: sample.writes]}
    for sent, event in observed.events():
        place = sent.topic, sent.partition
        if not known.get(place, 0) <= sent.offset < sample.committed.get(place, 0):
            continue
        row = history_item(event)
        if (row["PK"], row["SK"]) not in rows:
            yield f"{place[1]}/{sent.offset} is committed and has no history row"
        if _is_news(states.get(str(event.flight_key)), event):
            yield f"{place[1]}/{sent.offset} is committed and not in the state of its flight"
    for box in map(written, observed.writes[: sample.writes]):
        place = box.topic, box.partition
        if known.get(place, 0) <= box.last_offset < sample.committed.get(place, 0) and box.ids - accepted:
            yield f"{place[1]}/{box.last_offset} is committed and its write is not published"


def _is_news(item: Mapping[str, Any] | None, event: FlightEvent) -> bool:
    state = stored_flight(item).state if item else FlightState(event.flight_key)
    return any(step(state, [event]).verdicts)
