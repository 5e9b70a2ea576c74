"""What of the passengers' messages waits for the sweeper, by its work list."""

from collections.abc import Iterator

from local.report.reader import Item, TableReader
from services.core.clock import Instant, parse_instant
from services.core.table import keys

HELD = "HELD"


def held_back(reader: TableReader) -> int:
    """How many contacts of a flight have a message that waits for the end of their quiet hours."""
    return sum(row.get("status") == HELD for row in _messages(reader))


def all_released(reader: TableReader, now: Instant) -> bool:
    """Whether all that was to be released by this minute of the day has been told, to the last write."""
    return not any(row.get("status") != HELD or _due(row) <= now for row in _messages(reader))


def _messages(reader: TableReader) -> Iterator[Item]:
    for number in range(keys.DUE_SHARDS):
        yield from (row for row in reader.index("GSI1", keys.due_pk(number)) if row["type"] == "told")


def _due(row: Item) -> Instant:
    return parse_instant(row["GSI1SK"].partition("#")[0])
