"""Any order of changes and of looks, some cut short: the final truth is told, no truth under two numbers."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.core.flight.event import FlightEvent
from tests.unit.core.flights import delayed, event, gate, histories, scheduled
from tests.unit.core.looks import Clauses, Violated, play

FLIPS = [
    [scheduled()],
    [gate(2, "B7")],
    [gate(3, "A5")],
    [delayed(4, 45), gate(5, "B7")],
    [event("flight.cancelled", 6)],
    [event("flight.reinstated", 7)],
    [gate(8, "A5"), delayed(9, 0)],
]


@settings(max_examples=40)
@given(st.lists(histories(most=3), min_size=1, max_size=7), st.integers(0, 2**32))
def test_in_any_order_the_final_truth_is_told_and_no_truth_twice(
    folds: list[list[FlightEvent]], seed: int
) -> None:
    play(folds, random.Random(seed), Clauses())


def test_flips_and_reversals_end_told_whatever_the_order() -> None:
    most = max(play(FLIPS, random.Random(seed), Clauses()).told.n for seed in range(60))
    assert 1 < most <= len(FLIPS)


@pytest.mark.parametrize(
    "clauses",
    [
        Clauses(told_before_state=False),
        Clauses(looks_again=False),
        Clauses(takes_up_pending=False),
        Clauses(clears_on_n=False),
    ],
    ids=["state read before told", "no second look", "pending left alone", "cleared whatever n is"],
)
def test_without_a_clause_some_order_breaks_a_guarantee(clauses: Clauses) -> None:
    def search() -> None:
        for seed in range(400):
            play(FLIPS, random.Random(seed), clauses)

    with pytest.raises(Violated):
        search()
