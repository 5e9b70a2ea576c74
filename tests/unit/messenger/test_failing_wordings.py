"""Each wording of the protocol that was found to fail: the explorer finds the order in which it does.

The same scenarios pass with the present code in `test_every_order`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.core.booking.contact import Channel
from services.core.telling.aspect import Aspect
from services.core.telling.ids import resend_id
from services.messenger import assemble
from services.messenger.ask import Ask
from services.messenger.desk import Desk
from services.messenger.effects import Effect, Publish, ReadFlight, ReadTold, WasWritten, WriteTold
from services.messenger.text import TextNeed
from tests.fakes import messenger_scenarios as scenarios
from tests.fakes.messenger import PlainWriter
from tests.fakes.messenger_explorer import Process
from tests.fakes.messenger_judge import Violated, judge
from tests.fakes.messenger_scenarios import Scenario

Answered = Callable[[Any], Any]


def fails(scenario: Scenario, **mutation: Any) -> str:
    """What is violated in some order."""
    with pytest.raises(Violated) as violated:
        scenario.explorer(judge, **mutation).explore()
    return str(violated.value)


def test_the_flight_read_before_told() -> None:
    def mutate(steps: Process) -> Process:
        stale = [(yield ReadFlight())]
        effect = next(steps)
        while True:
            answer = stale.pop() if stale and isinstance(effect, ReadFlight) else (yield effect)
            try:
                effect = steps.send(answer)
            except StopIteration:
                return

    assert "not newer" in fails(scenarios.GROWS, mutate=mutate)


def test_no_second_look_after_publishing() -> None:
    def mutate(steps: Process) -> Process:
        effect, flight, published = next(steps), None, False
        while True:
            if published and isinstance(effect, ReadFlight):
                answer = flight
            else:
                answer = yield effect
            flight = answer if isinstance(effect, ReadFlight) else flight
            published = published or (isinstance(effect, Publish) and flight is not None)
            try:
                effect = steps.send(answer)
            except StopIteration:
                return

    # The gate flips back in between, and the look that its event asked for came too early.
    assert "due" in fails(scenarios.FLIPS_BACK, mutate=mutate)


def test_skipping_a_contact_whose_pending_is_in_flight() -> None:
    def mutate(steps: Process) -> Process:
        effect = next(steps)
        while True:
            answer = yield effect
            if isinstance(effect, ReadTold) and answer.told.pending:
                return
            try:
                effect = steps.send(answer)
            except StopIteration:
                return

    assert "due" in fails(scenarios.DELAY_THEN_GATE, mutate=mutate)


def test_done_although_a_batch_failed() -> None:
    assert "due" in fails(scenarios.DELAY_THEN_GATE, starts_again=False)


def test_no_sweeper() -> None:
    # Somebody died after the write and before publishing, or put a message on hold.
    assert "due" in fails(scenarios.DELAY_THEN_GATE, starts_again=False, sweeps_told=False)
    assert "due" in fails(scenarios.QUIET_HOURS, sweeps_told=False)


def test_clearing_pending_without_a_condition_on_n() -> None:
    assert fails(scenarios.DELAY_THEN_GATE, perform=_closing(lambda _: {}))


def test_ids_from_the_truth_instead_of_n(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assemble, "_identity", lambda ask, message, n, found: message.text_hash)

    assert "id" in fails(scenarios.FLIPS_TWICE)


class OnlyTheDifference(PlainWriter):
    """Says what is new, and nothing else."""

    def to_say(self, need: TextNeed) -> tuple[Aspect, ...]:
        return need.new


def test_texts_that_hold_only_the_difference() -> None:
    assert "leaves out" in fails(scenarios.DELAY_THEN_GATE, writer=OnlyTheDifference())


def test_a_held_record_deleted_without_its_token() -> None:
    def without_token(when: dict[str, Any]) -> dict[str, Any]:
        return {"n": when["n"]}

    assert "due" in fails(scenarios.QUIET_HOURS, perform=_closing(without_token))


def test_a_hold_that_keeps_the_token_of_the_one_before() -> None:
    def perform(desk: Desk, ask: Ask, effect: Effect) -> Any:
        if isinstance(effect, WriteTold) and (held := effect.record.told.held):
            told = replace(effect.record.told, held=replace(held, token="always"))
            effect = replace(effect, record=replace(effect.record, told=told))
        return desk.perform(ask, effect)

    assert "due" in fails(scenarios.QUIET_HOURS, perform=perform)


def test_a_resend_that_does_not_ask_whether_it_was_sent() -> None:
    def perform(desk: Desk, ask: Ask, effect: Effect) -> Any:
        return False if isinstance(effect, WasWritten) else desk.perform(ask, effect)

    assert "share one id" in fails(scenarios.RESENT, perform=perform)


def test_a_resend_that_asks_before_told_is_read() -> None:
    def mutate(steps: Process) -> Process:
        ids = tuple(resend_id("request-1", channel) for channel in Channel)
        early = [(yield WasWritten(ids))]
        effect = next(steps)
        while True:
            answer = early.pop() if early and isinstance(effect, WasWritten) else (yield effect)
            try:
                effect = steps.send(answer)
            except StopIteration:
                return

    assert "share one id" in fails(scenarios.RESENT, mutate=mutate)


def test_the_write_without_a_condition() -> None:
    def perform(desk: Desk, ask: Ask, effect: Effect) -> Any:
        if isinstance(effect, WriteTold) and effect.record.open:
            effect = replace(effect, when={})
        return desk.perform(ask, effect)

    assert fails(scenarios.DELAY_THEN_GATE, perform=perform)


def _closing(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Desk, Ask, Effect], Any]:
    """Changes the condition under which TOLD is closed."""

    def perform(desk: Desk, ask: Ask, effect: Effect) -> Any:
        if isinstance(effect, WriteTold) and not effect.record.open:
            effect = replace(effect, when=change(dict(effect.when)))
        return desk.perform(ask, effect)

    return perform
