"""What is announced: the difference that matters, once, and never in small steps that nobody hears of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.clock import MINUTE
from services.core.flight.bands import band
from services.core.flight.event import FlightEvent
from services.core.flight.state import Step
from tests.unit.core.flights import at, delayed, event, gate, histories, run, scheduled


def types(step: Step) -> list[str]:
    return [announcement.detail_type for announcement in step.announcements]


@pytest.mark.parametrize(
    ("minutes", "expected", "severity"),
    [
        (14, "flight.status_changed", None),
        (15, "flight.delayed", "minor"),
        (29, "flight.delayed", "minor"),
        (30, "flight.delayed", "major"),
        (120, "flight.delayed", "major"),
        (121, "flight.delayed", "severe"),
    ],
)
def test_bands_begin_where_they_are_said_to(minutes: int, expected: str, severity: str | None) -> None:
    last = run([scheduled()], [delayed(2, minutes)])[-1].announcements[0]
    assert last.detail_type == expected
    if severity:
        assert (last.data["severity"], last.data["delayMinutes"]) == (severity, minutes)


def test_three_delays_of_ten_minutes_are_told() -> None:
    steps = run([scheduled()], [delayed(2, 10)], [delayed(3, 20)], [delayed(4, 30)])
    assert [types(step)[0] for step in steps[1:]] == [
        "flight.status_changed",
        "flight.delayed",
        "flight.delayed",
    ]


def test_status_changed_leaves_published_where_it_was() -> None:
    first, second = run([scheduled()], [delayed(2, 14)])
    assert second.after.published == first.after.published
    assert second.derived.truth.out != second.after.published.out


def test_a_gate_that_flips_back_within_one_fold_is_not_announced() -> None:
    steps = run([scheduled()], [gate(2, "B7"), gate(3, "A5")])
    assert steps[-1].announcements == ()
    assert not steps[-1].after.left_baseline
    assert steps[-1].writes


def test_delay_and_gate_change_in_one_fold_are_one_write_with_both() -> None:
    last = run([scheduled()], [delayed(2, 45), gate(3, "B7")])[-1]
    assert types(last) == ["flight.delayed", "flight.gate_changed", "flight.status_changed"]
    assert last.after.published == last.derived.truth


def test_the_first_gate_is_the_baseline_and_no_news() -> None:
    first, second = run([scheduled(gate=None, terminal=None)], [gate(2, "A5")])
    assert types(second) == ["flight.status_changed"]
    assert second.after.baseline.gate == second.after.published.gate == "A5"
    assert first.after.baseline.gate is None


def test_a_first_gate_after_something_was_announced_is_news_to_those_who_were_told() -> None:
    last = run([scheduled(gate=None, terminal=None)], [delayed(2, 45)], [gate(3, "A5")])[-1]
    assert types(last) == ["flight.gate_changed"]
    assert last.announcements[0].data["previousGate"] is None


def test_a_delay_heard_before_the_schedule_is_announced_when_the_schedule_comes() -> None:
    early, later = run([delayed(2, 45)], [scheduled()])
    assert types(early) == ["flight.status_changed"]
    assert types(later)[0] == "flight.delayed"
    assert later.announcements[0].data["delayMinutes"] == 45


def test_back_on_time_is_a_cleared_delay() -> None:
    last = run([scheduled()], [delayed(2, 45)], [delayed(3, 0)])[-1]
    assert types(last)[0] == "flight.delay_cleared"
    assert last.after.left_baseline


def test_a_cancelled_flight_announces_no_times_until_it_is_reinstated() -> None:
    cancel, gated, back = run(
        [scheduled(), event("flight.cancelled", 2)],
        [delayed(3, 90), gate(4, "B7")],
        [event("flight.reinstated", 5)],
    )
    assert types(cancel)[0] == "flight.cancelled"
    assert types(gated) == ["flight.status_changed"]
    assert types(back) == [
        "flight.reinstated",
        "flight.delayed",
        "flight.gate_changed",
        "flight.status_changed",
    ]


def test_a_return_to_the_gate_is_told_as_a_delay_without_a_time() -> None:
    last = run(
        [scheduled(), event("flight.off_block", 2, actualOut=at(5))],
        [event("flight.returned_to_gate", 3, returnedToGateAt=at(30))],
    )[-1]
    assert types(last)[0] == "flight.delayed"
    assert last.announcements[0].data["out"] is None
    assert last.announcements[0].data["disposition"] == "RETURNED"


def test_a_promise_of_news_is_announced_and_taken_back_by_a_time() -> None:
    promised, timed = run(
        [scheduled()], [event("flight.next_info", 2, nextInfoAt=at(-10))], [delayed(3, 60)]
    )[1:]
    assert promised.announcements[0].data["nextInfoAt"] == at(-10)
    assert timed.announcements[0].data["nextInfoAt"] is None


@given(st.lists(histories(most=4), min_size=1, max_size=6))
def test_published_never_drifts_from_the_truth(folds: list[list[FlightEvent]]) -> None:
    for step in run(*folds):
        published, truth, baseline = step.after.published, step.derived.truth, step.after.baseline
        assert len(types(step)) == len(set(types(step))) <= 4
        if truth.disposition == "CANCELLED":
            assert published.disposition == "CANCELLED"
            continue
        assert (published.gate, published.terminal) == (truth.gate, truth.terminal)
        if baseline.out is not None:
            assert published.disposition == truth.disposition
            assert band(published.out, baseline.out) == band(truth.out, baseline.out)
            if published.out is not None and truth.out is not None:
                assert abs(published.out - truth.out) < 15 * MINUTE


@given(st.lists(histories(most=4), min_size=1, max_size=6))
def test_what_left_the_baseline_is_never_forgotten(folds: list[list[FlightEvent]]) -> None:
    left = False
    for step in run(*folds):
        left = left or step.after.baseline.left_by(step.after.published)
        assert step.after.left_baseline == left


@given(histories(), st.data())
def test_repeating_what_is_known_announces_nothing(events: list[FlightEvent], data: st.DataObject) -> None:
    repeated = data.draw(st.lists(st.sampled_from(events), min_size=1, max_size=4))
    last = run(events, repeated)[-1]
    assert last.announcements == ()
    assert not last.writes
