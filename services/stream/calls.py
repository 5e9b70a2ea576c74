"""Which events may go to the bus in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.core.awsio.blocking.bus import ENTRIES_PER_CALL, BusEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """An event, the item whose write it tells of, and the place of that write in the batch."""

    item: str
    place: int
    event: BusEvent


def in_calls(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """The entries in their order. Of two writes to one item the second waits until the first is taken:

    of one call, the bus may refuse the first and take the second.
    """
    call: list[Entry] = []
    places: dict[str, int] = {}
    for entry in entries:
        if len(call) == ENTRIES_PER_CALL or places.get(entry.item, entry.place) != entry.place:
            yield call
            call, places = [], {}
        call.append(entry)
        places[entry.item] = entry.place
    if call:
        yield call
