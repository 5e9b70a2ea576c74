"""A delay and a gate change for one passenger, the second while the first stands between read and write.

`tests/unit/messenger/test_every_order.py` plays every order; these are the ones to read first.
"""

from __future__ import annotations

from typing import Any

import pytest

from services.core.flight.truth import Truth
from services.core.table.told_item import told_of
from services.messenger.ask import Ask
from services.messenger.desk import Desk
from services.messenger.effects import Effect, Publish, WriteTold
from services.messenger.look import Look, Steps
from services.messenger.rounds import run_looks
from services.messenger.text_source import TemplatesOnly
from services.messenger.writer import VerifiedTextWriter
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import (
    ANN,
    AS_OF,
    DELAYED,
    DELAYED_AND_MOVED,
    FLIGHT,
    MOVED,
    flight_state_item,
    scene,
)
from tests.fakes.messenger_desk import desk_over
from tests.fakes.table import InMemoryTable

NEW_TIME, NEW_GATE = "9:50", "B7"


def ask(event_id: str) -> Ask:
    return Ask(FLIGHT, ANN, event_id, "correlation-1", AS_OF)


def desk(table: InMemoryTable, bus: FakeBus) -> Desk:
    return desk_over(table, bus, writer=VerifiedTextWriter(TemplatesOnly(), lambda: 60.0, 12.0))


def stop_before(kind: type, steps: Steps, who: Ask, at: Desk) -> Effect:
    """Runs the look until it is about to do such an effect."""
    effect = next(steps)
    while not isinstance(effect, kind):
        effect = steps.send(at.perform(who, effect))
    return effect


def go_on(effect: Effect, steps: Steps, who: Ask, at: Desk) -> None:
    """Runs the look from there to its end."""
    while True:
        try:
            effect = steps.send(at.perform(who, effect))
        except StopIteration:
            return


def texts(table: InMemoryTable, bus: FakeBus) -> dict[int, str]:
    """The text of each number, in the order of sending; a number sent twice would have two."""
    sent: list[Any] = [event.detail for event in bus.events]
    assert len({detail["notificationId"] for detail in sent}) == len({detail["n"] for detail in sent})
    return {detail["n"]: table.items["NTF#" + detail["notificationId"], "META"]["body"] for detail in sent}


def test_both_in_one_fold_are_told_in_one_message_by_whichever_workflow_comes_first() -> None:
    table, bus = scene(DELAYED_AND_MOVED), FakeBus()

    for event_id in ("delay", "gate"):
        run_looks([ask(event_id)], desk(table, bus))

    assert len(bus.events) == 1
    (only,) = texts(table, bus).values()
    assert NEW_TIME in only
    assert NEW_GATE in only


@pytest.mark.parametrize("first", [DELAYED, MOVED], ids=["delay first", "gate change first"])
@pytest.mark.parametrize("stands_before", [WriteTold, Publish])
def test_the_second_change_while_the_first_look_stands_in_between(first: Truth, stands_before: type) -> None:
    table, bus = scene(first), FakeBus()
    slow, at = Look(ask("first")).steps(), desk(table, bus)
    effect = stop_before(stands_before, slow, ask("first"), at)

    table.put(flight_state_item(DELAYED_AND_MOVED, 2), {})
    run_looks([ask("second")], desk(table, bus))
    go_on(effect, slow, ask("first"), at)

    said = texts(table, bus)
    last = said[max(said)]
    assert NEW_TIME in last
    assert NEW_GATE in last
    assert len(said) == (1 if stands_before is WriteTold else 2), "each truth once"
    told = told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}"))
    assert (told.values, told.pending, told.due) == (DELAYED_AND_MOVED, (), None)
