"""Whatever fails, and however often: what is delivered again comes out once, and in the order of its item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.core.awsio.blocking.bus import ENTRIES_PER_CALL, BusEvent, Receipt
from services.stream.calls import Entry, in_calls
from tests.fakes.stream import World, booking, number_of, state, write

BOOKINGS = ("A", "B", "C")
HISTORIES = st.lists(st.sampled_from(BOOKINGS), min_size=1, max_size=30)
STATUSES = ("CONFIRMED", "CANCELLED")


def writes_of(history: list[str]) -> list[dict[str, Any]]:
    """Each mention of a booking is its next write; each is followed by a write to a flight."""
    vers = dict.fromkeys(BOOKINGS, 0)
    writes = []
    for name in history:
        vers[name] += 1
        ver = vers[name]
        new = at_version(name, ver)
        writes += [write(new, at_version(name, ver - 1) if ver > 1 else None), write(state(ver))]
    return writes


def at_version(name: str, ver: int) -> dict[str, Any]:
    return booking(STATUSES[ver % 2], ver, bookingId=name, PK=f"BKG#{name}")


@given(HISTORIES, st.lists(st.booleans(), max_size=60), st.lists(st.booleans(), max_size=5))
def test_every_fact_comes_out_in_the_order_of_its_item(
    history: list[str], bus_fails: list[bool], table_fails: list[bool]
) -> None:
    world = World()
    first: dict[str, Mapping[str, Any]] = {}
    bus_fate, table_fate = iter(bus_fails), iter(table_fails)

    def answer(event: BusEvent) -> Receipt:
        if next(bus_fate, False):
            return Receipt(event, failed="InternalFailure")
        first.setdefault(event.detail["eventId"], event.detail)
        return Receipt(event)

    world.bus.answer = answer
    waiting = writes_of(history)
    while waiting:
        world.table.down = {"put_all"} if next(table_fate, False) else set()
        again = set(world.handle(*waiting))
        waiting = [record for record in waiting if number_of(record) in again]

    for name in BOOKINGS:
        said = [detail["ver"] for detail in first.values() if detail["bookingId"] == name]
        assert said == list(range(1, history.count(name) + 1))
    assert len(world.table.changes()) == len(history)


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGHIJKLM"), st.integers(1, 3)), max_size=40))
def test_a_call_never_holds_two_writes_to_one_item(writes: list[tuple[str, int]]) -> None:
    entries = [
        Entry(item, place, BusEvent("source", "type", {}))
        for place, (item, count) in enumerate(writes)
        for _ in range(count)
    ]

    calls = list(in_calls(entries))

    assert [entry for call in calls for entry in call] == entries
    for call in calls:
        assert 0 < len(call) <= ENTRIES_PER_CALL
        assert len({entry.place for entry in call}) == len({entry.item for entry in call})
