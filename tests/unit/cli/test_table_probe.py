"""The probe measures from the record's own time until a read shows the event, one record at a time."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from flightpulse.demo.table_probe import TableProbe
from local.replay.day import replay_of
from local.report.reader import Item, TableReader
from services.core.clock import format_instant

FIRST, SECOND = replay_of(date(2013, 3, 8), 2, 7).events[:2]


class Table:
    """The state of one flight, once somebody has written it."""

    def __init__(self) -> None:
        self.state: Item | None = None
        self.asked = threading.Event()

    def get(self, _key: Any) -> Item | None:
        self.asked.set()
        return self.state


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def probe(table: Table, monkeypatch: pytest.MonkeyPatch) -> Iterator[TableProbe]:
    monkeypatch.setattr("flightpulse.demo.table_probe.GAP_SECONDS", 0.0)
    probe = TableProbe(cast(TableReader, table), (FIRST, SECOND))
    yield probe
    probe.stop()


def wait_for(probe: TableProbe, samples: int) -> None:
    deadline = time.monotonic() + 5
    while len(probe.milliseconds) < samples and time.monotonic() < deadline:
        time.sleep(0.005)
    assert len(probe.milliseconds) == samples


def test_it_measures_from_the_record_until_the_state_names_the_event(probe: TableProbe, table: Table) -> None:
    probe.offer(FIRST, time.time() - 2)
    assert table.asked.wait(5)
    assert probe.milliseconds == []

    table.state = {"registers": f'{{"eventId":"{FIRST.event_id}"}}', "asOf": format_instant(0)}
    wait_for(probe, 1)
    assert 2000 <= probe.milliseconds[0] < 8000


def test_a_later_state_of_the_flight_shows_the_event_too(probe: TableProbe, table: Table) -> None:
    table.state = {"registers": "{}", "asOf": format_instant(FIRST.published_at + 1)}
    probe.offer(FIRST, time.time())
    wait_for(probe, 1)


def test_while_it_looks_it_takes_no_other(probe: TableProbe, table: Table) -> None:
    probe.offer(FIRST, time.time())
    assert table.asked.wait(5)
    probe.offer(SECOND, time.time())

    table.state = {"registers": FIRST.event_id + SECOND.event_id, "asOf": format_instant(0)}
    wait_for(probe, 1)


def test_what_is_out_of_its_place_is_not_measured(probe: TableProbe, table: Table) -> None:
    probe.offer(replace(FIRST, published_at=FIRST.published_at + 60_000), time.time())

    assert not table.asked.wait(0.05)
