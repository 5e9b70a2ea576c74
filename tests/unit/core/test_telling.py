"""What is due to a contact, what a message has to state, and what is known afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.clock import MINUTE
from services.core.flight.bands import band
from services.core.flight.event import FlightEvent
from services.core.flight.movement import Phase
from services.core.flight.state import FlightState, step
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.aspect import Aspect, differs, off_baseline, take
from services.core.telling.audience import Audience
from services.core.telling.difference import Kind, Rule, due, kind_of, to_state
from services.core.telling.told import Told, after_telling
from tests.unit.core.flights import KEY, OUT, histories

BASE = Baseline(OUT, "A5", "A")
HERE = Audience(Phase.SCHEDULED)
ON_BOARD = Audience(Phase.OFF)


def truth(late: int = 0, gate: str = "A5", terminal: str = "A", **more: object) -> Truth:
    return Truth(out=OUT + late * MINUTE, gate=gate, terminal=terminal, **more)  # type: ignore[arg-type]


def tell(told: Told, published: Truth, audience: Audience = HERE, baseline: Baseline = BASE) -> Told:
    """What the messenger does with one look: state everything, remember what was stated."""
    found = due(told, published, baseline, audience)
    assert found
    stated = frozenset(to_state(told, published, baseline, found.new))
    values, ever = after_telling(told, published, baseline, stated)
    return Told(told.n + 1, values, ever)


@pytest.mark.parametrize(
    ("published", "new"),
    [
        (truth(15), (Aspect.TIME,)),
        (truth(gate="B7"), (Aspect.GATE,)),
        (truth(gate="D1", terminal="D"), (Aspect.GATE, Aspect.TERMINAL)),
        (truth(disposition=Disposition.CANCELLED), (Aspect.DISPOSITION,)),
        (truth(disposition=Disposition.DIVERTED, diverted_to="CLE"), (Aspect.DISPOSITION,)),
        (truth(next_info=OUT), (Aspect.NEXT_INFO,)),
        (truth(45, gate="B7"), (Aspect.TIME, Aspect.GATE)),
    ],
)
def test_a_first_message_needs_something_off_the_baseline(published: Truth, new: tuple[Aspect, ...]) -> None:
    found = due(Told(), published, BASE, HERE)
    assert (found.new, found.rule) == (new, Rule.FIRST)


@pytest.mark.parametrize(
    ("published", "rule"),
    [
        (truth(), Rule.ON_BASELINE),
        (truth(14), Rule.BELOW_THRESHOLD),
        (truth(-10), Rule.BELOW_THRESHOLD),
    ],
)
def test_a_first_message_is_not_due_and_the_rule_says_why(published: Truth, rule: Rule) -> None:
    found = due(Told(), published, BASE, HERE)
    assert (found.new, found.rule) == ((), rule)


def test_whatever_differs_from_what_was_told_is_due_however_small() -> None:
    told = tell(Told(), truth(45))
    found = due(told, truth(46), BASE, HERE)
    assert (found.new, found.rule) == ((Aspect.TIME,), Rule.DIFFERS)


def test_the_same_truth_is_told_once() -> None:
    told = tell(Told(), truth(45, gate="B7"))
    assert due(told, truth(45, gate="B7"), BASE, HERE).rule is Rule.ALREADY_TOLD


def test_all_clear_goes_only_to_those_who_were_told() -> None:
    told = tell(Told(), truth(45))
    assert due(Told(), truth(), BASE, HERE).rule is Rule.ON_BASELINE
    assert due(told, truth(), BASE, HERE).new == (Aspect.TIME,)


def test_a_gate_that_flips_back_is_told_only_to_those_who_heard_of_it() -> None:
    told = tell(Told(), truth(gate="B7"))
    assert due(told, truth(), BASE, HERE).new == (Aspect.GATE,)
    assert not due(Told(), truth(), BASE, HERE)


def test_those_past_the_gate_are_not_told_of_gates_nor_those_under_way_of_departures() -> None:
    closed = Audience(Phase.GATE_CLOSED)
    assert due(Told(), truth(45, gate="B7"), BASE, closed).new == (Aspect.TIME,)
    found = due(Told(), truth(45, gate="B7"), BASE, ON_BOARD)
    assert (found.new, found.rule) == ((), Rule.NOT_CONCERNED)


def test_a_diversion_is_told_in_the_air() -> None:
    diverted = truth(45, disposition=Disposition.DIVERTED, diverted_to="CLE")
    assert due(Told(), diverted, BASE, ON_BOARD).new == (Aspect.DISPOSITION,)


def test_what_was_kept_back_is_due_once_they_come_back() -> None:
    published = truth(45, gate="B7")
    told = tell(Told(), published, Audience(Phase.GATE_CLOSED))
    # The gate was off the baseline and therefore stated; nothing is left to say.
    assert told.values == published
    back = truth(45, gate="C3")
    assert not due(told, back, BASE, Audience(Phase.GATE_CLOSED))
    assert due(told, back, BASE, HERE).new == (Aspect.GATE,)


@pytest.mark.parametrize(
    ("audience", "rule"),
    [
        (Audience(Phase.SCHEDULED, on_flight=False), Rule.NOT_ON_FLIGHT),
        (Audience(Phase.SCHEDULED, opted_out=True), Rule.OPTED_OUT),
    ],
)
def test_silence_names_its_rule(audience: Audience, rule: Rule) -> None:
    assert due(Told(), truth(45), BASE, audience).rule is rule


def test_a_message_states_the_new_first_then_all_that_is_off_or_was_ever_told() -> None:
    told = tell(Told(), truth(45))
    told = tell(told, truth(45, gate="B7"))
    back = truth(0, gate="B7")
    assert to_state(told, back, BASE, due(told, back, BASE, HERE).new) == (Aspect.TIME, Aspect.GATE)
    told = tell(told, back)
    moved = truth(0, gate="C3")
    assert to_state(told, moved, BASE, due(told, moved, BASE, HERE).new) == (Aspect.GATE, Aspect.TIME)


def test_a_cancellation_states_no_time_and_no_gate_and_a_reinstatement_both_again() -> None:
    told = tell(Told(), truth(45, gate="B7"))
    off = truth(45, gate="B7", disposition=Disposition.CANCELLED)
    assert to_state(told, off, BASE, due(told, off, BASE, HERE).new) == (Aspect.DISPOSITION,)
    told = tell(told, off)
    on = truth(90, gate="B7")
    found = due(told, on, BASE, HERE)
    assert kind_of(told, on, BASE, found.new) is Kind.REINSTATED
    assert set(to_state(told, on, BASE, found.new)) == {Aspect.DISPOSITION, Aspect.TIME, Aspect.GATE}


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (None, truth(45), Kind.DELAY),
        (None, truth(gate="B7"), Kind.GATE),
        (None, truth(45, gate="B7"), Kind.DELAY),
        (None, truth(next_info=OUT), Kind.DELAY),
        (truth(45), truth(0), Kind.DELAY_CLEARED),
        (None, truth(disposition=Disposition.CANCELLED), Kind.CANCELLED),
        (None, truth(disposition=Disposition.DIVERTED, diverted_to="CLE"), Kind.DIVERTED),
        (None, truth(60, disposition=Disposition.RETURNED), Kind.DELAY),
    ],
)
def test_the_frame_is_the_gravest_kind_of_what_is_new(before: Truth | None, now: Truth, kind: Kind) -> None:
    told = tell(Told(), before) if before else Told()
    assert kind_of(told, now, BASE, due(told, now, BASE, HERE).new) is kind


def test_each_aspect_is_taken_alone() -> None:
    other = Truth(Disposition.DIVERTED, OUT + 1, "Z9", "Z", "CLE", OUT + 2)
    for aspect in Aspect:
        taken = take(aspect, truth(), other)
        assert [one for one in Aspect if differs(one, taken, truth())] == [aspect]


@given(st.lists(histories(most=3), min_size=1, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_whenever_looked_at_the_last_look_leaves_the_final_truth_told(
    folds: list[list[FlightEvent]], looks: list[bool]
) -> None:
    state, told = FlightState(KEY), Told()
    for number, events in enumerate(folds):
        taken = step(state, events)
        state = taken.after
        audience = Audience(taken.derived.phase)
        if looks[number] or number == len(folds) - 1:
            if due(told, state.published, state.baseline, audience):
                told = tell(told, state.published, audience, state.baseline)
            # A look ends well only by finding nothing due: one message must be enough.
            assert not due(told, state.published, state.baseline, audience)
    assert told.values is not None or not any(
        off_baseline(aspect, state.published, state.baseline)
        and audience.kept_from(aspect, None, state.published) is None
        for aspect in Aspect
    )
    if told.values and audience.phase is Phase.SCHEDULED and taken.derived.disposition == "OPERATING":
        final = taken.derived.truth
        assert (told.values.disposition, told.values.gate) == (final.disposition, final.gate)
        if final.out and told.values.out and state.baseline.out:
            assert abs(final.out - told.values.out) < 15 * MINUTE
            assert band(final.out, state.baseline.out) == band(told.values.out, state.baseline.out)
