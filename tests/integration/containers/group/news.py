"""Events of made-up flights of which each one changes something that has to be announced."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.reliability.events import SCHEDULE, event, key_of


@dataclass(frozen=True, slots=True)
class News:
    """One event as it is produced."""

    key: str
    event_id: str
    value: bytes


def schedules(flights: Sequence[int]) -> Iterator[News]:
    """The first event of each flight."""
    for number in flights:
        yield _news(number, 1, "flight.scheduled", SCHEDULE)


def rounds(flights: Sequence[int], first: int, last: int) -> Iterator[News]:
    """News `first` to `last` (2 to 27, both included) of every flight, interleaved as feeds send them."""
    for seq in range(first, last + 1):
        for number in flights:
            if seq % 2:
                minute = seq * 20 % 60
                estimate = f"2013-03-08T{14 + seq * 20 // 60:02d}:{minute:02d}:00Z"
                yield _news(number, seq, "flight.delayed", {"estimatedOut": estimate})
            else:
                yield _news(number, seq, "flight.gate_changed", {"gate": f"B{seq}"})


def _news(number: int, seq: int, event_type: str, data: dict[str, str]) -> News:
    key = key_of(number)
    value = event(key, seq, event_type, data)
    return News(key, json.loads(value)["eventId"], value)
