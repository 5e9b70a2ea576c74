"""Spoils the stream of a day: the same seed spoils the same records in the same way.

Only the moment at which a record is sent moves; the bytes of what is sent stay as they are. The schedule
of a flight is neither late nor out of order: without it there is no flight that something could be due to.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from math import ceil
from typing import TypeVar

from local.replay.chance import Chance
from local.replay.fault import Fault
from local.replay.poison import POISON, poisoned
from local.replay.stream import ReplayEvent
from services.core.clock import MINUTE

T = TypeVar("T")

SHARES = {Fault.DUPLICATES: 0.10, Fault.REORDER: 0.10, Fault.LATE: 0.10, Fault.POISON: 0.03}
LATEST_MINUTES = 120
FIRST = "flight.scheduled"


@dataclass(frozen=True, slots=True)
class FaultyStream:
    """The records in the order in which they are sent, and how many each fault came to.

    Two records that changed places count once under `reorder`.
    """

    events: tuple[ReplayEvent, ...]
    counts: dict[Fault, int] = field(default_factory=dict)

    @property
    def poison(self) -> tuple[bytes, ...]:
        """The values that have to end in the dead-letter topic, byte for byte."""
        return tuple(event.value for event in self.events if event.event_type == POISON)


def spoilt(events: Sequence[ReplayEvent], faults: Collection[Fault], seed: int) -> FaultyStream:
    """The stream with these faults, in the order reorder, late, duplicates, poison."""
    counts: dict[Fault, int] = {}
    changed = list(events)
    for fault in (Fault.REORDER, Fault.LATE, Fault.DUPLICATES, Fault.POISON):
        if fault in faults:
            changed, counts[fault] = _APPLY[fault](changed, seed)
    # Stable: what is sent at one moment keeps its order.
    return FaultyStream(tuple(sorted(changed, key=lambda event: event.published_at)), counts)


def _reorder(events: list[ReplayEvent], seed: int) -> tuple[list[ReplayEvent], int]:
    """Neighbours of one flight change places."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        if event.event_type != FIRST:
            places[event.flight_key].append(place)
    pairs = [
        pair for of_flight in places.values() for pair in zip(of_flight[::2], of_flight[1::2], strict=False)
    ]
    chosen = _draw([(events[one].event_id, (one, other)) for one, other in pairs], Fault.REORDER, seed)
    for one, other in chosen:
        first, second = events[one], events[other]
        events[one] = replace(second, published_at=first.published_at)
        events[other] = replace(first, published_at=second.published_at)
    return events, len(chosen)


def _late(events: list[ReplayEvent], seed: int) -> tuple[list[ReplayEvent], int]:
    """Some come up to two hours after their time."""
    chosen = set(_draw(_after_the_schedule(events), Fault.LATE, seed))
    return [_later(event, seed) if event in chosen else event for event in events], len(chosen)


def _duplicates(events: list[ReplayEvent], seed: int) -> tuple[list[ReplayEvent], int]:
    """Some come again, now or later."""
    again = _draw([(event.event_id, event) for event in events], Fault.DUPLICATES, seed)
    return [*events, *(_later(event, seed) for event in again)], len(again)


def _poison(events: list[ReplayEvent], seed: int) -> tuple[list[ReplayEvent], int]:
    """After some comes a copy that cannot be understood."""
    chosen = _draw([(event.event_id, event) for event in events], Fault.POISON, seed)
    return [*events, *(poisoned(event, number, seed) for number, event in enumerate(chosen))], len(chosen)


_APPLY = {
    Fault.REORDER: _reorder,
    Fault.LATE: _late,
    Fault.DUPLICATES: _duplicates,
    Fault.POISON: _poison,
}


def _later(event: ReplayEvent, seed: int) -> ReplayEvent:
    minutes = Chance(seed, event.event_id).whole("late by", 1, LATEST_MINUTES)
    return replace(event, published_at=event.published_at + minutes * MINUTE)


def _after_the_schedule(events: Iterable[ReplayEvent]) -> list[tuple[str, ReplayEvent]]:
    return [(event.event_id, event) for event in events if event.event_type != FIRST]


def _draw(candidates: Sequence[tuple[str, T]], fault: Fault, seed: int) -> list[T]:
    """The fault's share of them, at least one if there are any: how many is known, which is drawn."""
    ranked = sorted(
        candidates, key=lambda candidate: sha256(f"{seed}|{fault}|{candidate[0]}".encode()).digest()
    )
    return [chosen for _, chosen in ranked[: ceil(len(ranked) * SHARES[fault])]]
