"""Why not: the rule that is named for a silence is the one that made it."""

from dataclasses import replace

import pytest

from services.core.clock import MINUTE
from services.core.flight.movement import Phase
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.aspect import Aspect
from services.core.telling.audience import Audience
from services.core.telling.explain import explain
from services.core.telling.rule import Rule
from services.core.telling.told import Held, Told
from tests.unit.core.flights import OUT

BASELINE = Baseline(OUT, "A5", "A")
ON_TIME = BASELINE.as_truth()
LATE = replace(ON_TIME, out=OUT + 40 * MINUTE)
CANCELLED = replace(ON_TIME, disposition=Disposition.CANCELLED)
BEFORE = Audience(Phase.SCHEDULED)


@pytest.mark.parametrize(
    ("told", "published", "truth", "audience", "rule"),
    [
        (Told(), ON_TIME, ON_TIME, BEFORE, Rule.ON_BASELINE),
        (Told(), LATE, LATE, BEFORE, Rule.FIRST),
        (Told(1, ON_TIME), LATE, LATE, BEFORE, Rule.DIFFERS),
        (Told(1, LATE), LATE, LATE, BEFORE, Rule.ALREADY_TOLD),
        (Told(1, LATE), LATE, replace(LATE, out=OUT + 45 * MINUTE), BEFORE, Rule.UNANNOUNCED),
        (Told(1, CANCELLED), CANCELLED, replace(CANCELLED, gate="B2"), BEFORE, Rule.MOOT),
        (Told(), LATE, LATE, Audience(Phase.OFF), Rule.NOT_CONCERNED),
        (Told(), LATE, LATE, Audience(Phase.SCHEDULED, opted_out=True), Rule.OPTED_OUT),
        (Told(), LATE, LATE, Audience(Phase.SCHEDULED, on_flight=False), Rule.NOT_ON_FLIGHT),
        (Told(held=Held(OUT, "token")), LATE, LATE, BEFORE, Rule.HELD),
    ],
)
def test_each_silence_has_its_rule(
    told: Told, published: Truth, truth: Truth, audience: Audience, rule: Rule
) -> None:
    found = explain(told, published, BASELINE, audience, truth=truth)
    assert found.rule is rule
    assert found.words


def test_the_gate_of_a_cancelled_flight_is_moot_and_not_a_small_move() -> None:
    told = Told(1, CANCELLED)
    found = explain(told, CANCELLED, BASELINE, BEFORE, truth=replace(CANCELLED, gate="B2"))
    assert dict(found.aspects)[Aspect.GATE] is Rule.MOOT
    assert "cancelled" in found.words
