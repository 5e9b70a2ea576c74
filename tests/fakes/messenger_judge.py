"""What has to be true at the end of every order of events: the guarantees of telling."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from services.core.flight.movement import Phase
from services.core.flight.truth import Disposition
from services.core.table import keys
from services.core.table.flight_item import baseline, published_truth
from services.core.table.told_item import told_of
from services.core.telling.aspect import Aspect, off_baseline
from services.core.telling.audience import Audience
from services.core.telling.difference import Rule, due
from services.messenger.ports import Item
from tests.fakes.messenger import ANN, FLIGHT, value_of
from tests.fakes.messenger_explorer import State


class Violated(AssertionError):
    """A guarantee does not hold at this end."""


def judge(state: State) -> None:
    """Every guarantee about one contact with one channel."""
    numbers = numbers_of(state)
    final_truth_is_told(state, numbers)
    nothing_is_left(state)
    ids_are_never_reused(numbers)
    each_number_tells_a_newer_truth(numbers)


def numbers_of(state: State) -> dict[int, Item]:
    """The record of each number that reached the bus."""
    found: dict[int, Item] = {}
    for event in state.published:
        record = state.items.get((f"NTF#{event.detail['notificationId']}", "META"))
        if record is None:
            raise Violated("published before it was recorded: a sender finds no text")
        if record["textHash"] != event.detail["textHash"]:
            raise Violated("the record holds another text than the one published: an id was used twice")
        found[event.detail["n"]] = record
    return found


def final_truth_is_told(state: State, numbers: Mapping[int, Item]) -> None:
    """A sender drops what is not newer, so whatever the bus does, number max(n) is what stays read."""
    flight = state.items["FLT#" + FLIGHT, "STATE"]
    truth, base = published_truth(flight), baseline(flight)
    told = told_of(state.items.get((f"TOLD#{FLIGHT}", f"CON#{ANN}")))
    booked = any(sk.startswith(f"CTC#{ANN}#") for pk, sk in state.items if pk == keys.flight_pk(FLIGHT))
    if due(told, truth, base, Audience(Phase.SCHEDULED, booked)):
        raise Violated("something is due, and nobody is going to tell it")
    if not numbers:
        if told.n:
            raise Violated("counted as told, and nothing was sent")
        return
    said: dict[str, Any] = json.loads(numbers[max(numbers)]["body"])
    for name, value in said.items():
        if value != value_of(Aspect(name), truth):
            raise Violated(f"the last message says of {name} what is no longer true")
    if truth.disposition is not Disposition.CANCELLED:
        needed = {aspect for aspect in Aspect if off_baseline(aspect, truth, base)} | told.ever
        if missing := needed - {Aspect(name) for name in said}:
            raise Violated(f"the last message leaves out {sorted(missing)}")


def nothing_is_left(state: State) -> None:
    told = told_of(state.items.get((f"TOLD#{FLIGHT}", f"CON#{ANN}")))
    if told.pending or told.due or told.held:
        raise Violated("TOLD is left open although everything came to rest")


def each_number_tells_a_newer_truth(numbers: Mapping[int, Item]) -> None:
    """One number per truth, the next only for another, newer truth or a resend."""
    if sorted(numbers) != list(range(1, len(numbers) + 1)):
        raise Violated(f"numbers are missing: {sorted(numbers)}")
    for n in range(2, len(numbers) + 1):
        if numbers[n]["ruleId"] == Rule.RESEND:
            continue
        if numbers[n]["stateVer"] <= numbers[n - 1]["stateVer"]:
            raise Violated("a number tells a truth that is not newer than the one before")


def ids_are_never_reused(numbers: Mapping[int, Item]) -> None:
    ids = [record["notificationId"] for record in numbers.values()]
    if len(set(ids)) != len(ids):
        raise Violated("two numbers share one id")
