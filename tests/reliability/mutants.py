"""Consumers with one clause taken away, each of which an oracle has to see. A name is a variant to run."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.consumer import lane_loop
from services.consumer.epoch import Epoch
from services.consumer.errors import NotYetPublished
from services.consumer.fold import Arrival, fold
from services.consumer.lane_loop import Cached, LaneLoop
from services.consumer.records import Partition
from services.consumer.table import reading
from services.consumer.tracker import PartitionTracker
from services.core.contracts.envelope import Envelope
from services.core.flight.state import FlightState
from services.core.table.flight_item import StoredFlight, stored_flight


def outbox_not_republished() -> None:
    """What is found in the table counts as published."""
    real = LaneLoop._is_published

    def is_published(self: LaneLoop, cached: Cached) -> bool:
        return not cached.covers_fold or real(self, cached)

    _replace(LaneLoop, "_is_published", is_published)


def highest_seen_committed() -> None:
    """Commits where receiving stands, instead of what is done."""
    _replace(PartitionTracker, "committable", property(lambda self: self.next_offset))


def history_dropped() -> None:
    """Leaves the rows of a fold out."""

    async def take_note(*_: object) -> None:
        return None

    vars(lane_loop)["take_note"] = take_note


def last_of_the_fold_only() -> None:
    """Merges the last event of a fold and passes over the others."""

    def careless(stored: Any, state: Any, arrivals: Sequence[Arrival], *more: Any) -> Any:
        step, write = fold(stored, state, arrivals[-1:], *more)
        missing = len(arrivals) - 1
        return replace(step, rulings=step.rulings[:1] * missing + step.rulings), write

    vars(lane_loop)["fold"] = careless


def newer_overtakes_older() -> None:
    """What the bus left over is put off until the flight has something newer to say."""
    real = LaneLoop._publish
    put_off: defaultdict[str, list[Envelope]] = defaultdict(list)

    async def publish(self: LaneLoop, cached: Cached) -> None:
        assert cached.stored is not None
        try:
            await real(self, cached)
        except NotYetPublished:
            left = [one for one in cached.stored.outbox.envelopes if one.id not in cached.acknowledged]
            put_off[str(self._key)] += left
            cached.acknowledged |= {one.id for one in left}
        else:
            await self._tools.bus.publish(put_off.pop(str(self._key), []))

    _replace(LaneLoop, "_publish", publish)


def announced_is_forgotten() -> None:
    """A flight that is read again has never announced anything."""

    def read(item: Mapping[str, Any]) -> StoredFlight:
        stored = stored_flight(item)
        blank = FlightState(stored.state.key)
        return replace(stored, state=replace(stored.state, published=blank.published))

    vars(reading)["stored_flight"] = read


def offset_proves_nothing() -> None:
    """An outbox is published again by whoever reads it, also when its records are committed."""

    def is_published(_: LaneLoop, cached: Cached) -> bool:
        if cached.stored is None:
            return True
        return all(envelope.id in cached.acknowledged for envelope in cached.stored.outbox.envelopes)

    _replace(LaneLoop, "_is_published", is_published)


def first_offset_repeated() -> None:
    """Repeats the offsets of the assignment, whatever has been committed since."""
    real = Epoch.to_commit

    def to_commit(self: Epoch, *, repeat: bool) -> dict[Partition, int]:
        return real(self, repeat=repeat) or {one: offset or 0 for one, offset in self._assigned.items()}

    _replace(Epoch, "to_commit", to_commit)


def _replace(owner: type, name: str, value: object) -> None:
    setattr(owner, name, value)
