"""What the live board polls for: compact, once per write however often it comes, gone after an hour."""

from __future__ import annotations

import pytest

from services.core.clock import parse_instant
from services.core.table import keys
from tests.fakes.stream import (
    FLIGHT,
    OTHER_FLIGHT,
    WALL,
    WRITTEN_AT,
    World,
    notification,
    number_of,
    state,
    write,
)


def test_a_changed_flight_is_shown_with_what_a_board_needs() -> None:
    world, record = World(), write(state(ver=3), state(ver=2))

    assert world.handle(record) == []

    (change,) = world.table.changes()
    shard = keys.shard(FLIGHT, keys.CHANGE_SHARDS)
    assert change == {
        "PK": f"CHG#2026-11-18T11:06:00Z#{shard}",
        "SK": f"{number_of(record):0>40}#{FLIGHT}",
        "type": "flightChange",
        "flightKey": FLIGHT,
        "ver": 3,
        "status": "delayed",
        "phase": "BOARDING",
        "gate": "B7",
        "out": 1_362_754_200_000,
        "expiresAt": WALL // 1000 + 3600,
    }


def test_a_notification_is_shown_without_whom_it_is_for_and_what_it_says() -> None:
    world = World()

    world.handle(write(notification()))

    (change,) = world.table.changes()
    shown = {name: change[name] for name in change.keys() - {"PK", "SK", "expiresAt"}}
    assert shown == {
        "type": "notificationChange",
        "flightKey": FLIGHT,
        "notificationId": "n1",
        "kind": "delay",
        "channel": "sms",
    }


def test_a_note_on_a_notification_is_no_second_notification() -> None:
    world = World()

    world.handle(write(notification(refused="MalformedDetail"), notification()))

    assert world.table.changes() == []


def test_a_write_delivered_again_later_lands_on_the_same_item() -> None:
    world, record = World(), write(state())

    world.handle(record)
    world.clock.instant += 10 * 60_000
    world.handle(record)

    (change,) = world.table.changes()
    assert change["expiresAt"] == WALL // 1000 + 600 + 3600


def test_two_versions_of_a_flight_in_one_minute_are_two_changes_in_order() -> None:
    world = World()

    world.handle(write(state(3), state(2), number=9), write(state(4), state(3), number=10))

    assert [change["ver"] for change in world.table.changes()] == [3, 4]


def test_the_changes_of_a_flight_stay_in_one_shard_and_those_of_many_do_not() -> None:
    pks = {keys.change(WRITTEN_AT, f"UA-{n:04}-2013-03-08-EWR-1", "1").pk for n in range(100)}

    assert pks == {keys.change_pk(WRITTEN_AT, n) for n in range(keys.CHANGE_SHARDS)}
    assert keys.change(WRITTEN_AT, FLIGHT, "1").pk == keys.change(WRITTEN_AT, FLIGHT, "2").pk


@pytest.mark.parametrize(
    ("at", "minute"), [("2026-11-18T11:06:00Z", "11:06"), ("2026-11-18T11:06:59.999Z", "11:06")]
)
def test_a_minute_holds_its_first_and_its_last_moment(at: str, minute: str) -> None:
    assert keys.change_pk(parse_instant(at), 0) == f"CHG#2026-11-18T{minute}:00Z#0"


def test_a_flight_not_yet_scheduled_is_shown_without_gate_and_time() -> None:
    world = World()
    bare = state(flight=OTHER_FLIGHT) | {"derived": '{"phase":"SCHEDULED","truth":{"out":null,"gate":null}}'}

    assert world.handle(write(bare)) == []

    (change,) = world.table.changes()
    assert (change["gate"], change["out"]) == (None, None)
