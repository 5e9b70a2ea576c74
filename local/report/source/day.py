"""The totals of a day, and whose passengers have to hear of it, by the published data alone."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from local.report.source.rows import SourceRow, published_archive, rows_of

DELAYS = (15, 30, 60, 120, 180)
NOTIFIABLE_DELAY = 30


@dataclass(frozen=True, slots=True)
class SourceDay:
    """`notifiable` has the keys of flights cancelled, diverted, or at least 30 minutes late at departure."""

    totals: dict[str, int]
    notifiable: frozenset[str]


def source_day(day: str, flight_keys: Collection[str] | None, archive: Path | None = None) -> SourceDay:
    """The totals of these flights; `flight_keys` None: of every flight of the day (`2013-03-08`)."""
    wanted = None if flight_keys is None else frozenset(flight_keys)
    rows = [
        row
        for row in rows_of(day, archive or published_archive())
        if wanted is None or row.flight_key in wanted
    ]
    return SourceDay(_totals(rows), frozenset(row.flight_key for row in rows if _notifiable(row)))


def _totals(rows: list[SourceRow]) -> dict[str, int]:
    departures = [row.departure_delay for row in rows if row.departure_delay is not None]
    return {
        "flights": len(rows),
        "cancelled": len(rows) - len(departures),
        "departed": len(departures),
        "arrived": sum(row.arrival_delay is not None for row in rows),
        "diverted_like": sum(_diverted_like(row) for row in rows),
        **{f"dep_delay_{least}": sum(delay >= least for delay in departures) for least in DELAYS},
    }


def _diverted_like(row: SourceRow) -> bool:
    """It left, and never arrived as planned: the data has no other mark of a diversion."""
    return row.departure_delay is not None and row.arrival_delay is None


def _notifiable(row: SourceRow) -> bool:
    cancelled = row.departure_delay is None
    return cancelled or _diverted_like(row) or (row.departure_delay or 0) >= NOTIFIABLE_DELAY
