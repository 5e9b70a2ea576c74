"""Somebody dies between the write and the bus: the sweeper has the message told, once, as it was."""

from __future__ import annotations

import json

import pytest

from services.core.table.told_item import told_of
from services.messenger.ask import Ask, asks_of
from services.messenger.effects import Publish, ReadTold, Record
from services.messenger.look import Look
from services.messenger.ports import Item
from services.messenger.request import parse_request
from services.messenger.rounds import run_looks
from services.messenger.sweeper.looks import look_request
from services.messenger.sweeper.work_list import TOLD, Times, WorkList
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import ANN, AS_OF, DELAYED, FLIGHT, FixedClock, scene
from tests.fakes.messenger_desk import LEASE_SECONDS, desk_over
from tests.fakes.table import InMemoryTable


def die_at(table: InMemoryTable, last_words: type) -> None:
    """Runs a look, and loses the process before it does its first effect of this type."""
    desk, ask = desk_over(table), Ask(FLIGHT, ANN, "event-1", "correlation-1", AS_OF)
    steps = Look(ask).steps()
    effect = next(steps)
    assert isinstance(effect, ReadTold)
    while not isinstance(effect, last_words):
        effect = steps.send(desk.perform(ask, effect))


def due_looks(table: InMemoryTable, times: Times) -> list[Item]:
    return list(WorkList(table).rows(TOLD, times, per_shard=10))


@pytest.mark.parametrize("last_words", [Record, Publish])
def test_what_was_written_and_not_published_is_told_once_with_the_same_id(last_words: type) -> None:
    clock, bus, table = FixedClock(), FakeBus(), scene(DELAYED)
    die_at(table, last_words)
    pending = told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}")).pending

    assert due_looks(table, Times(clock.now(), clock.now())) == [], "the lease still runs"
    clock.instant += LEASE_SECONDS * 1000
    (row,) = due_looks(table, Times(clock.now(), clock.now()))
    request = look_request(row, None)
    for _ in range(2):
        asks = asks_of(parse_request({"detail-type": request.detail_type, "detail": request.detail}))
        assert run_looks(asks, desk_over(table, bus)).failed == []

    (event,) = bus.events
    assert event.detail["notificationId"] == pending[0]["notificationId"]
    assert event.detail["correlationId"] == "correlation-1", "the correlation id is that of the cause"
    record = table.items["NTF#" + event.detail["notificationId"], "META"]
    assert json.loads(record["body"]) == json.loads(pending[0]["body"])
    told = told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}"))
    assert (told.n, told.pending, told.due) == (1, (), None)
    assert due_looks(table, Times(clock.now(), clock.now())) == []
