"""Counts that a source left out: its events that are late, or lost on their way to Kafka."""

from collections.abc import Iterable

from services.core.flight.event import FlightEvent
from services.core.flight.registers import Registers, lineage_of


def missing(registers: Registers, events: Iterable[FlightEvent]) -> int:
    """How many numbers lie between those that are known of a source and those that come now.

    A source's first event of a flight leaves nothing out: nobody says where it begins to count.
    """
    last: dict[str, int] = {}
    left_out = 0
    for event in events:
        if event.seq is None:
            continue
        known = last.get(event.source)
        if known is None:
            known = _last_of(registers, lineage_of(event))
        if known is not None:
            left_out += max(0, event.seq - known - 1)
        last[event.source] = event.seq if known is None else max(known, event.seq)
    return left_out


def _last_of(registers: Registers, lineage: str) -> int | None:
    known = [lineages[lineage].seq for lineages in registers.values() if lineage in lineages]
    return max(known) if known else None
