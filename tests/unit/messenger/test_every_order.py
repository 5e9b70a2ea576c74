"""Every order of steps, changes and crashes ends with the final truth told, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.core.clock import MINUTE
from services.core.flight.truth import Truth
from services.messenger.ports import Item
from tests.fakes.messenger import (
    DELAYED,
    DELAYED_AND_MOVED,
    MOVED,
    ON_TIME,
    booking_row,
    flight_state_item,
    scene,
)
from tests.fakes.messenger_explorer import Change, Explorer, Program, look, workflow
from tests.fakes.messenger_judge import judge

LATER = replace(DELAYED, out=DELAYED.out + 30 * MINUTE if DELAYED.out else None)


def announced(published: Truth, ver: int, *starts: str, program: Program = workflow) -> Change:
    """The flight as announced, and the processes that it starts."""
    return Change((flight_state_item(published, ver),), tuple((name, program) for name in starts))


ORDERS: dict[str, tuple[int, tuple[tuple[Change, ...], ...]]] = {
    "delay and gate change in one fold, two workflows": (
        1,
        ((announced(DELAYED_AND_MOVED, 2, "delay", "gate"),),),
    ),
    "delay, then gate change": (
        1,
        ((announced(DELAYED, 2, "delay"), announced(DELAYED_AND_MOVED, 3, "gate")),),
    ),
    "gate change, then delay": (
        1,
        ((announced(MOVED, 2, "gate"), announced(DELAYED_AND_MOVED, 3, "delay")),),
    ),
    "the gate changes and flips back": (1, ((announced(MOVED, 2, "one"), announced(ON_TIME, 3, "two")),)),
    "the gate flips back and changes again": (
        1,
        ((announced(MOVED, 2, "one"), announced(ON_TIME, 3), announced(MOVED, 4, "two")),),
    ),
    "a delay that grows": (1, ((announced(DELAYED, 2, "one"), announced(LATER, 3, "two")),)),
}
"""Crashes allowed, and what the world does in order; everything else may happen in any order."""


@pytest.mark.parametrize(("crashes", "scripts"), ORDERS.values(), ids=ORDERS.keys())
def test_final_truth_is_told_once_whatever_the_order_and_whoever_dies(
    crashes: int, scripts: tuple[tuple[Change, ...], ...]
) -> None:
    explorer = Explorer(scene().items, scripts, judge, crashes=crashes)
    states = explorer.explore()
    assert states > 100
