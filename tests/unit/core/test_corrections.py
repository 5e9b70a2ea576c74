"""What verdicts mean for someone who was told, or was not."""

import pytest

from services.core.telling.aspect import Aspect
from services.core.telling.difference import Kind, Rule
from tests.unit.core.flights import at, delayed, event, gate, scheduled
from tests.unit.core.reader import Reader
from tests.unit.core.turns import cancelled, diverted, landed, off, out


def test_a_cancellation_after_take_off_is_never_a_message() -> None:
    ann = Reader().after([scheduled()], [off(2, 15)], [cancelled(3, 60)], [landed(4, 180)])
    assert ann.heard == []


@pytest.mark.parametrize("flown_at", [12, -70], ids=["flew later", "the take-off was only heard of later"])
def test_who_was_told_cancelled_is_corrected_when_it_flew(flown_at: int) -> None:
    story = [scheduled()], [cancelled(2, -60)], [off(3, flown_at)]
    ann = Reader().after(*story)
    assert [kind for kind, _ in ann.heard] == [Kind.CANCELLED, Kind.REINSTATED]
    assert ann.heard[-1][1][0] is Aspect.DISPOSITION
    absent = Reader().after(*story[:2], look=False).after(story[2])
    assert absent.heard == []


def test_a_diversion_and_its_end_are_told_in_the_air() -> None:
    ann = Reader().after(
        [scheduled(), off(2, 15)],
        [diverted(3, 60)],
        [landed(4, 100)],
        [event("flight.diversion_continued", 5, occurred=150)],
    )
    assert [kind for kind, _ in ann.heard] == [Kind.DIVERTED, Kind.REINSTATED]


def test_news_after_the_fact_is_told_to_those_who_have_not_left_only() -> None:
    late = delayed(3, 45, occurred=90)
    here = Reader().after([scheduled()], [late])
    assert here.heard == [(Kind.DELAY, (Aspect.TIME,))]
    left = Reader().after([scheduled(), out(2, 45)], [late])
    assert (left.heard, set(left.silences)) == ([], {Rule.NOT_CONCERNED})


def test_back_to_the_first_gate_goes_to_those_who_heard_of_the_other() -> None:
    told = Reader().after([scheduled()], [gate(2, "B7")], [gate(3, "A5")])
    assert told.heard == [(Kind.GATE, (Aspect.GATE,))] * 2
    unaware = Reader().after([scheduled()], [gate(2, "B7")], look=False).after([gate(3, "A5")])
    assert (unaware.heard, unaware.silences) == ([], [Rule.ON_BASELINE])
    assert Reader().after([scheduled()], [gate(2, "B7"), gate(3, "A5")]).heard == []


def test_a_reinstated_flight_is_told_with_its_new_time() -> None:
    back = event("flight.reinstated", 3, occurred=-30, estimatedOut=at(45))
    ann = Reader().after([scheduled()], [cancelled(2, -60)], [back])
    assert ann.heard[-1] == (Kind.REINSTATED, (Aspect.DISPOSITION, Aspect.TIME))
