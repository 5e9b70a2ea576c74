"""The table port: the fake and the real adapter on the deployed table do the same."""

from __future__ import annotations

import uuid

import pytest

from local.emulator.emulator import Emulator
from services.stream.dynamo import DynamoTable
from services.stream.ports import Table
from tests.fakes.stream import ANNOUNCED, InMemoryStreamTable, row, state


@pytest.fixture(params=["memory", pytest.param("dynamodb", marks=pytest.mark.emulator)])
def table(request: pytest.FixtureRequest) -> Table:
    """The fake and the real adapter, in turn."""
    if request.param == "memory":
        return InMemoryStreamTable()
    emulator: Emulator = request.getfixturevalue("emulator")
    stacks: dict[str, str] = request.getfixturevalue("stacks")
    return DynamoTable(emulator.client("dynamodb"), stacks["TableName"], lambda _: None)


def flights(count: int) -> list[str]:
    """Keys that no other test has."""
    repeat = uuid.uuid4().int % 1_000_000_000
    return [f"UA-{n:04}-2013-03-08-EWR-{repeat}" for n in range(count)]


def test_of_many_flights_those_that_left_their_baseline_are_named(table: Table) -> None:
    known = flights(130)
    table.put_all([state(left=n % 2 == 0, flight=flight) for n, flight in enumerate(known)])

    assert table.disrupted([*known, *flights(3)]) == dict.fromkeys(known[::2], ANNOUNCED)


def test_nothing_is_asked_of_nothing(table: Table) -> None:
    assert not table.disrupted([])
    table.put_all([])


def test_a_contact_leads_to_its_flights_and_to_nobody_elses(table: Table) -> None:
    first, second = flights(2)
    ann, bob = uuid.uuid4().hex, uuid.uuid4().hex
    rows = [(first, ann, "B1"), (first, ann, "B2"), (second, ann, "B1"), (second, bob, "B3")]
    table.put_all([row(flight=flight, contact=contact, booking_id=of) for flight, contact, of in rows])

    assert sorted(table.flights_of(ann)) == [first, first, second]
    assert table.flights_of(uuid.uuid4().hex) == []


def test_writing_an_item_again_replaces_it(table: Table) -> None:
    (flight,) = flights(1)
    table.put_all([state(left=False, flight=flight)])
    table.put_all([state(left=True, flight=flight)])

    assert table.disrupted([flight]) == {flight: ANNOUNCED}
