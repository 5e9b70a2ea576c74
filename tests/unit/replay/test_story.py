"""What is announced of a flight, and when."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.replay.announcement import REAL, SYNTHETIC, Announcement
from local.replay.chance import Chance
from local.replay.delay_steps import delay_steps
from local.replay.story import story_of
from local.replay.stream import as_data
from local.replay.wall_clock import instant_at, zone_of
from services.core.clock import MINUTE
from services.core.flight.event_types import facts_of
from tests.unit.replay.rows import cancelled, diverted, late

OUT = 1_362_751_500_000


def types(story: tuple[Announcement, ...]) -> list[str]:
    return [announcement.event_type for announcement in story]


@given(minutes=st.integers(15, 1500), seed=st.integers(0, 1000))
def test_a_rolling_delay_rises_in_time_and_ends_in_the_truth(minutes: int, seed: int) -> None:
    steps = delay_steps(OUT, minutes, Chance(seed, "a flight"))

    assert steps[-1].estimated_out == OUT + minutes * MINUTE
    assert [step.is_truth for step in steps] == [False] * (len(steps) - 1) + [True]
    for earlier, later in itertools.pairwise(steps):
        assert earlier.estimated_out < later.estimated_out
        assert earlier.published_at < later.published_at < earlier.estimated_out
    assert steps[0].published_at < OUT


def test_some_long_delays_are_known_in_the_night_before_and_no_short_one() -> None:
    def known_by_five(delay: int) -> int:
        first = (
            next(
                told for told in story_of(late(delay, number), seed=7) if told.event_type == "flight.delayed"
            )
            for number in range(1, 401)
        )
        five = instant_at(date(2013, 3, 8), 500, zone_of("EWR"))
        return sum(told.published_at <= five for told in first)

    assert known_by_five(59) == 0
    assert 30 <= known_by_five(95) <= 90


@given(minutes=st.integers(-60, 14), seed=st.integers(0, 100))
def test_less_than_fifteen_minutes_is_no_delay(minutes: int, seed: int) -> None:
    assert delay_steps(OUT, minutes, Chance(seed, "a flight")) == ()


@pytest.mark.parametrize(
    ("minutes", "low", "high"), [(15, 1, 1), (29, 1, 1), (30, 2, 4), (119, 2, 4), (120, 5, 8)]
)
def test_longer_delays_become_known_in_more_steps(minutes: int, low: int, high: int) -> None:
    counts = {len(delay_steps(OUT, minutes, Chance(seed, "a flight"))) for seed in range(200)}

    assert (min(counts), max(counts)) == (low, high)


def test_no_event_is_published_after_its_own_truth() -> None:
    for number in range(1, 300):
        flight = late(95, number)
        for announcement in story_of(flight, seed=7):
            if announcement.event_type in ("flight.delayed", "flight.gate_changed", "flight.scheduled"):
                assert flight.actual_out is not None
                assert announcement.published_at < flight.actual_out


def test_the_movements_of_a_flight_are_in_order_and_keep_the_real_air_time() -> None:
    for number in range(1, 100):
        story = {told.event_type: told.occurred_at for told in story_of(late(20, number), seed=7)}
        out, off = story["flight.off_block"], story["flight.airborne"]
        on, arrived = story["flight.landed"], story["flight.on_block"]
        assert out < off < on < arrived
        assert on - off == 220 * MINUTE


def test_a_cancelled_flight_is_announced_one_to_six_hours_ahead_and_never_moves() -> None:
    flight = cancelled()
    for seed in range(100):
        story = story_of(flight, seed)
        assert types(story) == ["flight.scheduled", "flight.cancelled"]
        assert 60 * MINUTE <= flight.scheduled_out - story[-1].published_at <= 360 * MINUTE


def test_a_diverted_flight_is_never_said_to_have_arrived_at_its_destination() -> None:
    story = story_of(diverted(), seed=7)

    assert types(story)[-3:] == ["flight.off_block", "flight.airborne", "flight.diverted"]
    assert story[-1].data["airport"] not in ("IAH", "EWR")


def test_about_one_flight_in_ten_changes_its_gate() -> None:
    changed = sum("flight.gate_changed" in types(story_of(late(0, number), 7)) for number in range(1, 2001))

    assert 150 <= changed <= 250


def test_provenance_calls_real_only_what_the_data_holds() -> None:
    story = story_of(late(95), seed=7)
    delays = [told for told in story if told.event_type == "flight.delayed"]

    assert [told.origins["estimatedOut"] for told in delays] == [SYNTHETIC] * (len(delays) - 1) + [REAL]
    schedule = story[0]
    assert (schedule.origin, schedule.origins["gate"], schedule.origins["publishedAt"]) == (
        REAL,
        SYNTHETIC,
        SYNTHETIC,
    )
    origins = {told.event_type: told.origin for told in story}
    assert origins["flight.off_block"] == origins["flight.on_block"] == REAL
    assert origins["flight.airborne"] == origins["flight.landed"] == SYNTHETIC


def test_every_announcement_is_an_event_that_the_contract_knows() -> None:
    for flight in (late(95), late(0, 12), cancelled(), diverted()):
        for seed in range(20):
            for announcement in story_of(flight, seed):
                assert facts_of(announcement.event_type, as_data(announcement))
