"""Each kind of news, told as long as it matters and to whom it matters; rolling delays stay few."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.core.clock import MINUTE
from services.core.flight.bands import band
from services.core.flight.state import Step
from services.core.telling.aspect import Aspect
from services.core.telling.difference import Kind, Rule
from tests.unit.core.flights import OUT, at, delayed, event, gate, run, scheduled
from tests.unit.core.reader import Reader
from tests.unit.core.turns import out

UPDATES = st.lists(st.integers(0, 300), min_size=1, max_size=35)


def test_a_delay_that_shrinks_is_told_when_it_matters() -> None:
    ann = Reader().after(
        [scheduled()], [delayed(2, 90)], [delayed(3, 76)], [delayed(4, 75)], [delayed(5, 20)]
    )
    assert ann.heard == [(Kind.DELAY, (Aspect.TIME,))] * 3


def test_an_all_clear_goes_to_those_told_only() -> None:
    assert Reader().after([scheduled()], [delayed(2, 45)], [delayed(3, 5)]).heard[-1] == (
        Kind.DELAY_CLEARED,
        (Aspect.TIME,),
    )
    unaware = Reader().after([scheduled()], [delayed(2, 45)], look=False).after([delayed(3, 5)])
    assert (unaware.heard, unaware.silences) == ([], [Rule.BELOW_THRESHOLD])


def test_a_promise_of_news_is_told_and_kept_by_a_time() -> None:
    ann = Reader().after([scheduled()], [event("flight.next_info", 2, nextInfoAt=at(-10))], [delayed(3, 60)])
    assert ann.heard == [
        (Kind.DELAY, (Aspect.NEXT_INFO,)),
        (Kind.DELAY, (Aspect.TIME, Aspect.NEXT_INFO)),
    ]


def test_a_return_to_the_gate_is_told_and_leaving_again_is_felt_on_board() -> None:
    ann = Reader().after(
        [scheduled(), out(2, 5)],
        [event("flight.returned_to_gate", 3, occurred=20, returnedToGateAt=at(20))],
        [delayed(4, 90, occurred=30)],
        [out(5, 92)],
    )
    assert ann.heard == [
        (Kind.DELAY, (Aspect.DISPOSITION, Aspect.TIME)),
        (Kind.DELAY, (Aspect.TIME,)),
    ]
    assert ann.silences[-1] == Rule.NOT_CONCERNED


def test_who_opted_out_hears_nothing_of_anything() -> None:
    bob = Reader(opted_out=True).after([scheduled()], [delayed(2, 45)], [event("flight.cancelled", 3)])
    assert (bob.heard, set(bob.silences)) == ([], {Rule.OPTED_OUT})


@settings(max_examples=40)
@given(UPDATES)
def test_thirty_five_updates_are_as_many_messages_as_there_are_steps_and_bands(updates: list[int]) -> None:
    ann = Reader().after([scheduled()], *[[delayed(2 + n, late)] for n, late in enumerate(updates)])
    way = [0, *updates]
    travelled = sum(abs(later - earlier) for earlier, later in pairwise(way))
    bands = [band(OUT + late * MINUTE, OUT) for late in way]
    crossed = sum(one != other for one, other in pairwise(bands))
    assert len(ann.heard) <= travelled // 15 + crossed


@settings(max_examples=30)
@given(st.lists(st.integers(0, 20), min_size=35, max_size=35))
def test_a_delay_that_only_grows_is_told_once_per_quarter_of_an_hour_and_band(steps: list[int]) -> None:
    late, folds = 0, []
    for number, more in enumerate(steps):
        late += more
        folds.append([delayed(2 + number, late)])
    assert len(Reader().after([scheduled()], *folds).heard) <= late // 15 + 3


def test_the_usual_rolling_delay_of_thirty_five_updates_is_few_messages() -> None:
    folds = [[delayed(2 + number, 4 * number)] for number in range(35)]
    assert len(Reader().after([scheduled()], *folds).heard) <= 9


@settings(max_examples=40)
@given(UPDATES, st.booleans())
def test_updates_heard_together_are_at_most_one_message(updates: list[int], flips: bool) -> None:
    gates = [gate(50 + n, name) for n, name in enumerate(("B7", "A5"))] if flips else []
    ann = Reader().after([scheduled()], [*gates, *(delayed(2 + n, late) for n, late in enumerate(updates))])
    assert len(ann.heard) == (updates[-1] >= 15)
    assert all(new == (Aspect.TIME,) for _, new in ann.heard)


@settings(max_examples=40)
@given(UPDATES)
def test_the_last_update_is_always_told_to_within_fifteen_minutes_and_its_band(updates: list[int]) -> None:
    ann = Reader().after([scheduled()], *[[delayed(2 + n, late)] for n, late in enumerate(updates)])
    last = OUT + updates[-1] * MINUTE
    known = ann.told.values.out if ann.told.values else OUT
    assert known is not None
    assert abs(known - last) < 15 * MINUTE
    assert band(known, OUT) == band(last, OUT)


@pytest.mark.parametrize("minutes", [29, 30])
def test_a_delay_that_flaps_over_an_edge_is_told_each_time_it_is_looked_at(minutes: int) -> None:
    def types(step: Step) -> list[str]:
        return [one.detail_type for one in step.announcements]

    flaps = run([scheduled()], [delayed(2, minutes)], [delayed(3, 59 - minutes)])
    assert types(flaps[-1])[0] == "flight.delayed"
    settled = Reader().after([scheduled()], [delayed(2, 29)])
    settled.after([delayed(3, 30)], look=False).after([delayed(4, 29)])
    assert len(settled.heard) == 1
