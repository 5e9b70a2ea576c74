"""When the day is swept: every few seconds, in lockstep at every half hour that it passes."""

import json
from typing import Any

import pytest

from flightpulse.demo import sweeps
from flightpulse.demo.sweeps import Sweeps
from flightpulse.demo.waiting import all_released, held_back
from local.report.reader import TableReader
from services.core.awsio.marshal import from_item, to_item
from services.core.clock import MINUTE, parse_instant
from services.core.telling.told import Held, Told
from services.messenger.record import told_record_item
from services.messenger.told_record import ToldRecord

FLIGHT = "UA-0207-2013-03-08-EWR-1"
SEVEN = parse_instant("2013-03-08T12:00:00Z")


class Lambda:
    """Keeps what it was invoked with."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def invoke(self, FunctionName: str, InvocationType: str, Payload: bytes) -> None:
        self.calls.append((InvocationType, json.loads(Payload)["now"]))


class Index:
    """The first index over the items of messages that are due."""

    def __init__(self, *told: Told) -> None:
        self.items = [
            told_record_item(FLIGHT, f"contact-{number}", ToldRecord(each, stored=True))
            for number, each in enumerate(told)
        ]

    def query(self, **request: Any) -> dict[str, Any]:
        pk = from_item(request["ExpressionAttributeValues"])[":pk"]
        return {"Items": [to_item(item) for item in self.items if item.get("GSI1PK") == pk]}


def test_a_day_is_swept_at_its_minute_every_few_seconds_and_no_more_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wall = [100.0]
    monkeypatch.setattr("flightpulse.demo.sweeps.time.monotonic", lambda: wall[0])
    client = Lambda()
    sweeping = Sweeps(client, "sweeper")
    for minute in (0, 1, 2, 3):
        sweeping.at(SEVEN + minute * MINUTE)
        wall[0] += sweeps.AT_MOST_EVERY_SECONDS / 2

    assert client.calls == [("Event", "2013-03-08T12:02:00Z")]


def test_a_sweep_that_is_waited_for_is_a_call_of_its_own() -> None:
    client = Lambda()
    sweeping = Sweeps(client, "sweeper")
    passed = [sweeping.passed(SEVEN + minute * MINUTE) for minute in (-1, 1, 2, 61)]
    assert passed == [[], [SEVEN], [], [SEVEN + 30 * MINUTE, SEVEN + 60 * MINUTE]]
    sweeping.finish(SEVEN)

    assert client.calls == [("RequestResponse", "2013-03-08T12:00:00Z")]


def test_what_is_held_until_later_has_to_wait_and_what_is_due_or_on_its_way_has_not() -> None:
    later = Told(held=Held(SEVEN + MINUTE, "token"), due=SEVEN + MINUTE)
    now = Told(held=Held(SEVEN, "token"), due=SEVEN)
    on_its_way = Told(n=1, pending=({"n": 1},), due=SEVEN + 90 * MINUTE)

    assert all_released(TableReader(Index(later), "table"), SEVEN)
    assert not all_released(TableReader(Index(later, now), "table"), SEVEN)
    assert not all_released(TableReader(Index(on_its_way), "table"), SEVEN)
    assert held_back(TableReader(Index(later, now, on_its_way, Told(n=1)), "table")) == 2
