"""What the live board polls for: compact, in the order in which readers find it, gone after an hour."""

from __future__ import annotations

import json

import pytest

from services.core.clock import HOUR, parse_instant, sortable_instant
from services.core.table import change_keys, keys
from tests.fakes.stream import (
    FLIGHT,
    OTHER_FLIGHT,
    WALL,
    WRITTEN_AT,
    World,
    notification,
    number_of,
    run,
    state,
    write,
)

PLACE = {"PK", "SK", "expiresAt", "flightKey"}


def test_a_changed_flight_is_shown_with_what_a_board_needs() -> None:
    world, record = World(), write(state(ver=3), state(ver=2))

    assert world.handle(record) == []

    (change,) = world.table.changes()
    shard = keys.shard(FLIGHT, change_keys.CHANGE_SHARDS)
    assert change == {
        "PK": f"CHG#{sortable_instant(WALL - WALL % HOUR)[:19]}Z#{shard}",
        "SK": f"{sortable_instant(WALL)}#{number_of(record):0>40}#{FLIGHT}",
        "type": "flightChange",
        "flightKey": FLIGHT,
        "ver": 3,
        "status": "delayed",
        "phase": "BOARDING",
        "timeliness": "DELAYED",
        "disposition": "OPERATING",
        "delayMinutes": 43,
        "gate": "B7",
        "terminal": "C",
        "out": 1_362_754_200_000,
        "destination": "IAH",
        "scheduledOut": 1_362_751_500_000,
        "estimatedOut": 1_362_754_200_000,
        "asOf": parse_instant("2013-03-08T14:00:00Z"),
        "writtenAt": WRITTEN_AT,
        "changes": ["delay"],
        "expiresAt": WALL // 1000 + 3600,
    }


def test_a_new_flight_has_changed_in_nothing() -> None:
    world = World()
    world.handle(write(state()))
    assert world.table.changes()[0]["changes"] == []


def test_a_notification_is_shown_without_whom_it_is_for_and_what_it_says() -> None:
    world = World()

    world.handle(write(notification(source="template")))

    (change,) = world.table.changes()
    assert {name: change[name] for name in change.keys() - PLACE} == {
        "type": "notificationChange",
        "notificationId": "n1",
        "kind": "delay",
        "channel": "sms",
        "source": "template",
        "writtenAt": WRITTEN_AT,
    }


def test_a_run_is_shown_as_it_stands_and_with_what_it_came_to() -> None:
    world = World()
    counts = {"contacts": 9, "told": 8, "held": 1, "failedContacts": 0}

    done = run("DONE", counts=json.dumps(counts), attempts=2)
    world.handle(write(run()), write(done, run()))

    first, last = world.table.changes()
    assert {name: first[name] for name in first.keys() - PLACE} == {
        "type": "runChange",
        "eventId": "e1",
        "detailType": "flight.delayed",
        "state": "RUNNING",
        "attempt": 1,
        "startedAt": parse_instant("2026-11-18T11:06:00Z"),
        "awareAt": parse_instant("2013-03-08T13:00:00Z"),
        "writtenAt": WRITTEN_AT,
    }
    assert (last["state"], last["attempt"], last["counts"]) == ("DONE", 2, counts)


def test_a_failed_run_says_of_what_and_not_about_whom() -> None:
    world = World()
    world.handle(write(run("FAILED", error="FlightPulse.ContactsNotTold", cause="maria.huber@example.com")))
    (change,) = world.table.changes()
    assert change["error"] == "FlightPulse.ContactsNotTold"
    assert "maria" not in json.dumps(change)


@pytest.mark.parametrize("broken", [{"input": "{"}, {"input": "{}"}, {"counts": "{"}, {"startedAt": "soon"}])
def test_a_run_that_cannot_be_read_holds_nobody_up(broken: dict[str, str]) -> None:
    world = World()
    assert world.handle(write(run(**broken)), write(state())) == []
    assert len(world.failures.reports) == 1
    assert len(world.table.changes()) == 1


def test_a_note_on_a_notification_is_no_second_notification() -> None:
    world = World()

    world.handle(write(notification(refused="MalformedDetail"), notification()))

    assert world.table.changes() == []


def test_a_write_that_is_handled_late_lies_where_readers_look_now() -> None:
    world, record = World(), write(state())

    world.handle(record)
    world.clock.instant += 10 * 60_000
    world.handle(record)

    first, again = world.table.changes()
    assert [change_keys.change_of(one["SK"])[0] for one in (first, again)] == [
        WALL,
        WALL + 10 * 60_000,
    ]
    # The same write: a reader tells by its number, and by the version of the flight.
    assert change_keys.change_of(first["SK"])[1] == change_keys.change_of(again["SK"])[1]
    assert (first["ver"], first["writtenAt"]) == (again["ver"], again["writtenAt"])
    assert again["expiresAt"] == WALL // 1000 + 600 + 3600


def test_two_versions_of_a_flight_in_one_batch_are_two_changes_in_order() -> None:
    world = World()

    world.handle(write(state(3), state(2), number=9), write(state(4), state(3), number=10))

    assert [change["ver"] for change in world.table.changes()] == [3, 4]


def test_the_changes_of_a_flight_stay_in_one_shard_and_those_of_many_do_not() -> None:
    pks = {change_keys.change(WRITTEN_AT, f"UA-{n:04}-2013-03-08-EWR-1", "1").pk for n in range(100)}

    assert pks == {change_keys.change_pk(WRITTEN_AT, n) for n in range(change_keys.CHANGE_SHARDS)}
    assert change_keys.change(WRITTEN_AT, FLIGHT, "1").pk == change_keys.change(WRITTEN_AT, FLIGHT, "2").pk


@pytest.mark.parametrize("at", ["2026-11-18T11:00:00Z", "2026-11-18T11:59:59.999Z"])
def test_an_hour_holds_its_first_and_its_last_moment(at: str) -> None:
    assert change_keys.change_pk(parse_instant(at), 0) == "CHG#2026-11-18T11:00:00Z#0"


def test_a_reader_finds_what_was_put_there_at_its_instant_and_later_and_nothing_older() -> None:
    at = parse_instant("2026-11-18T11:06:00Z")
    before, same, later = (change_keys.change(at + after, FLIGHT, "1").sk for after in (-1, 0, 1))
    assert before < change_keys.change_sk(at) < same < later


def test_a_flight_not_yet_scheduled_is_shown_without_gate_and_time() -> None:
    world = World()
    bare = state(flight=OTHER_FLIGHT) | {"derived": '{"phase":"SCHEDULED","truth":{"out":null,"gate":null}}'}

    assert world.handle(write(bare)) == []

    (change,) = world.table.changes()
    assert not {"gate", "out", "delayMinutes"} & change.keys()
