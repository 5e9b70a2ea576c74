"""The side of the data: read on its own, by arithmetic that anybody can repeat."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from local.report.source.day import source_day
from local.report.source.rows import published_archive

HEADER = "year,month,day,dep_time,dep_delay,arr_delay,carrier,flight,tailnum,origin,dest"
ROWS = (
    "2013,3,8,600,-2,5,UA,207,N1,EWR,IAH",
    "2013,3,8,700,29,NA,AA,1,N2,JFK,LAX",
    "2013,3,8,800,30,31,9E,3393,N3,JFK,DCA",
    "2013,3,8,NA,NA,NA,EV,4434,NA,EWR,MHT",
    "2013,3,8,1900,180,170,DL,9,N4,LGA,ATL",
    "2013,3,9,600,200,200,UA,207,N1,EWR,IAH",
    "2013,3,80,600,200,200,UA,207,N1,EWR,IAH",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "flights.csv.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("flights.csv", "\n".join((HEADER, *ROWS)) + "\n")
    return path


def test_the_totals_of_a_day_count_each_row_by_what_it_says(archive: Path) -> None:
    assert source_day("2013-03-08", None, archive).totals == {
        "flights": 5,
        "cancelled": 1,
        "departed": 4,
        "arrived": 3,
        "diverted_like": 1,
        "dep_delay_15": 3,
        "dep_delay_30": 2,
        "dep_delay_60": 1,
        "dep_delay_120": 1,
        "dep_delay_180": 1,
    }


def test_cancelled_diverted_and_thirty_minutes_late_is_what_passengers_have_to_hear_of(archive: Path) -> None:
    assert source_day("2013-03-08", None, archive).notifiable == {
        "AA-0001-2013-03-08-JFK-1",
        "9E-3393-2013-03-08-JFK-1",
        "EV-4434-2013-03-08-EWR-1",
        "DL-0009-2013-03-08-LGA-1",
    }


def test_a_sample_is_counted_by_the_keys_of_its_flights(archive: Path) -> None:
    sample = source_day("2013-03-08", ["UA-0207-2013-03-08-EWR-1", "EV-4434-2013-03-08-EWR-1"], archive)

    assert (sample.totals["flights"], sample.totals["departed"]) == (2, 1)
    assert sample.notifiable == {"EV-4434-2013-03-08-EWR-1"}


def test_the_snow_days_have_the_totals_that_the_publisher_s_table_has() -> None:
    """Counted from the file with awk, so that a change of this reading is seen."""
    march, february = (source_day(day, None).totals for day in ("2013-03-08", "2013-02-08"))

    assert (march["flights"], march["cancelled"]) == (979, 180)
    assert (february["flights"], february["cancelled"]) == (930, 472)


def test_the_reading_imports_nothing_of_what_it_is_compared_with() -> None:
    program = (
        "import sys, local.report.source.day\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('services', 'infra', 'flightpulse')\n"
        "       or name.startswith('local.replay')])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).resolve().parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "[]"


def test_the_published_table_is_found() -> None:
    assert published_archive().is_file()
