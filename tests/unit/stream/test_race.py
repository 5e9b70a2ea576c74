"""A booking and a disruption at the same time: whichever order the table saw, somebody tells the contact."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest

from tests.fakes.stream import World, row, state, write

DISRUPTION = ("flight leaves its baseline", "workflow pages the contacts")
BOOKING = ("booking is written", "stream handler reads the flight")


def orders(first: tuple[str, ...], second: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every order in which two actors may take their steps, each its own in turn."""
    for places in combinations(range(len(first) + len(second)), len(first)):
        one, other = iter(first), iter(second)
        yield tuple(next(one) if n in places else next(other) for n in range(len(first) + len(second)))


def asked_by(order: tuple[str, ...]) -> set[str]:
    """Who asks for the look when the steps come in this order."""
    world, asking = World(state(left=False)), set()
    for step in order:
        match step:
            case "flight leaves its baseline":
                world.table.put_all([state(left=True)])
            case "workflow pages the contacts":
                rows = [item for (pk, sk), item in world.table.items.items() if sk.startswith("CTC#")]
                asking |= {"workflow"} if rows else set()
            case "booking is written":
                world.table.put_all([row()])
            case "stream handler reads the flight":
                world.handle(write(row()))
                asking |= {"stream"} if world.details("notification.requested") else set()
    return asking


@pytest.mark.parametrize("order", [*orders(DISRUPTION, BOOKING)], ids=" > ".join)
def test_one_of_the_two_sees_the_other(order: tuple[str, ...]) -> None:
    assert asked_by(order)


def test_reading_the_flight_before_the_booking_is_written_would_lose_a_contact() -> None:
    assert any(not asked_by(order) for order in orders(DISRUPTION, BOOKING[::-1]))


def test_announcing_before_the_flight_says_so_would_lose_a_contact() -> None:
    assert any(not asked_by(order) for order in orders(DISRUPTION[::-1], BOOKING))


def test_both_may_ask_which_a_look_bears() -> None:
    assert asked_by((DISRUPTION[0], BOOKING[0], *DISRUPTION[1:], *BOOKING[1:])) == {"workflow", "stream"}
