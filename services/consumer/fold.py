"""From a flight and the waiting events to the one write that says everything they change."""

from collections.abc import Sequence
from typing import NamedTuple

from services.consumer.ports import Write
from services.consumer.records import Record
from services.core.clock import Instant
from services.core.contracts.envelope import Envelope, seal
from services.core.flight.changes import Announcement
from services.core.flight.derive import Derived
from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, Step, step
from services.core.table.flight_item import Outbox, StoredFlight

FOLD_BYTES = 8 * 1024
"""Bounds the events taken into one fold. It never bounds the difference that the fold makes."""


class Arrival(NamedTuple):
    """An event and the record that carried it."""

    event: FlightEvent
    record: Record


def fold(
    stored: StoredFlight | None,
    start: FlightState,
    arrivals: Sequence[Arrival],
    as_of: Instant,
    known: Derived | None = None,
) -> tuple[Step, Write | None]:
    """Merge the arrivals. The write is None when they change nothing and everything is announced.

    `known` is what follows from the registers of `start`, for a caller that has it already.
    """
    taken = step(start, [arrival.event for arrival in arrivals], as_of, known)
    if not taken.writes:
        return taken, None
    last = _last_offset(stored, arrivals)
    envelopes = tuple(
        _seal(taken, announcement, arrivals, as_of, last) for announcement in taken.announcements
    )
    outbox = Outbox(last[0], last[1], last[2], envelopes)
    return taken, Write(taken.after, outbox, taken.derived, as_of)


def as_of_events(arrivals: Sequence[Arrival]) -> Instant:
    """Business time of a fold in a replay: the last time that a source spoke in it."""
    return max([arrival.event.published_at for arrival in arrivals])


def _last_offset(stored: StoredFlight | None, arrivals: Sequence[Arrival]) -> tuple[str, int, int]:
    """Topic, partition and last offset of the write; within a partition the offset never drops.

    After a crash a shorter fold may come again. Going back would call an envelope published that
    is not: its offset would lie below the committed one.
    """
    partition = arrivals[-1].record.partition
    offset = max([arrival.record.offset for arrival in arrivals])
    if stored and (stored.outbox.topic, stored.outbox.partition) == (partition.topic, partition.number):
        offset = max(offset, stored.outbox.last_offset)
    return partition.topic, partition.number, offset


def _seal(
    taken: Step,
    announcement: Announcement,
    arrivals: Sequence[Arrival],
    as_of: Instant,
    last: tuple[str, int, int],
) -> Envelope:
    topic, partition, offset = last
    return seal(
        key=str(taken.after.key),
        ver=taken.after.ver,
        detail_type=announcement.detail_type,
        data=announcement.data,
        cause=_cause(taken, announcement, arrivals),
        as_of=as_of,
        topic=topic,
        partition=partition,
        last_offset=offset,
    )


def _cause(taken: Step, announcement: Announcement, arrivals: Sequence[Arrival]) -> FlightEvent:
    """The last event that changed something the announcement speaks of; else the last of the fold."""
    fields = announcement.fields
    for arrival, ruling in zip(reversed(arrivals), reversed(taken.rulings), strict=True):
        if not ruling.changed.isdisjoint(fields):
            return arrival.event
    return arrivals[-1].event
