"""Every "why" and every "why not" has a rule, for the whole and for each aspect."""

from dataclasses import replace

import pytest

from services.core.clock import MINUTE
from services.core.flight.movement import Phase
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.aspect import Aspect
from services.core.telling.audience import Audience
from services.core.telling.difference import due
from services.core.telling.explain import explain
from services.core.telling.rule import WORDS, Rule
from services.core.telling.told import Held, Told
from tests.unit.core.flights import OUT

BASE = Baseline(OUT, "A5", "A")
HERE = Audience(Phase.SCHEDULED)
AS_BOOKED = BASE.as_truth()
LATE = replace(AS_BOOKED, out=OUT + 45 * MINUTE)
A_LITTLE = replace(AS_BOOKED, out=OUT + 10 * MINUTE)
ELSEWHERE = replace(LATE, gate="B7")
CANCELLED = replace(LATE, disposition=Disposition.CANCELLED)
TOLD_LATE = Told(1, LATE, frozenset({Aspect.TIME}))
TOLD_CANCELLED = Told(
    1, replace(AS_BOOKED, disposition=Disposition.CANCELLED), frozenset({Aspect.DISPOSITION})
)


@pytest.mark.parametrize(
    ("told", "published", "audience", "rule"),
    [
        (Told(), LATE, HERE, Rule.FIRST),
        (TOLD_LATE, ELSEWHERE, HERE, Rule.DIFFERS),
        (TOLD_LATE, LATE, HERE, Rule.ALREADY_TOLD),
        (Told(), AS_BOOKED, HERE, Rule.ON_BASELINE),
        (Told(), A_LITTLE, HERE, Rule.BELOW_THRESHOLD),
        (Told(), ELSEWHERE, Audience(Phase.OUT), Rule.NOT_CONCERNED),
        (TOLD_CANCELLED, CANCELLED, HERE, Rule.MOOT),
        (Told(), LATE, replace(HERE, on_flight=False), Rule.NOT_ON_FLIGHT),
        (Told(), LATE, replace(HERE, opted_out=True), Rule.OPTED_OUT),
        (Told(held=Held(OUT, "token")), LATE, HERE, Rule.HELD),
    ],
)
def test_the_rule_that_decided_is_named(told: Told, published: Truth, audience: Audience, rule: Rule) -> None:
    explained = explain(told, published, BASE, audience)
    assert explained.rule is rule
    assert explained.words.startswith(WORDS[rule])
    assert {aspect for aspect, _ in explained.aspects} == set(Aspect)
    found = due(told, published, BASE, audience)
    assert found.rule is rule or (rule is Rule.HELD and found)


def test_a_move_too_small_to_be_announced_is_named_when_the_truth_is_given() -> None:
    truth = replace(LATE, out=OUT + 52 * MINUTE)
    explained = explain(TOLD_LATE, LATE, BASE, HERE, truth=truth)
    assert explained.rule is Rule.UNANNOUNCED
    assert dict(explained.aspects)[Aspect.TIME] is Rule.UNANNOUNCED
    assert dict(explained.aspects)[Aspect.GATE] is Rule.ALREADY_TOLD


def test_one_message_can_leave_an_aspect_out_for_its_own_reason() -> None:
    explained = explain(Told(), ELSEWHERE, BASE, Audience(Phase.GATE_CLOSED))
    assert explained.words == "never told, and no longer as booked: time"
    rules = dict(explained.aspects)
    assert (rules[Aspect.TIME], rules[Aspect.GATE]) == (Rule.FIRST, Rule.NOT_CONCERNED)


def test_a_held_message_says_until_when() -> None:
    words = explain(Told(held=Held(OUT, "token")), LATE, BASE, HERE).words
    assert words == "kept back until the quiet hours of this contact end (2013-03-08T14:00:00Z): time"


def test_every_rule_has_words() -> None:
    assert set(WORDS) == set(Rule)
