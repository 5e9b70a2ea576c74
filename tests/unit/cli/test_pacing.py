"""How the day runs on the screen."""

import pytest

from flightpulse.demo.pacing import LONGEST_SILENCE_SECONDS, Pacer
from services.core.clock import HOUR, MINUTE

START = 1_362_700_000_000


class Wall:
    """A wall clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_minutes_of_the_day_take_their_share_of_a_second() -> None:
    wall = Wall()
    pacer = Pacer(60, START, wall)

    assert pacer.wait_seconds(START + 12 * MINUTE) == pytest.approx(0.2)
    wall.seconds += 0.2
    assert pacer.now() == START + 12 * MINUTE
    assert pacer.wait_seconds(START + 12 * MINUTE) == 0


def test_a_long_silence_is_cut_short_and_the_day_goes_on_from_its_end() -> None:
    wall = Wall()
    pacer = Pacer(60, START, wall)

    assert pacer.wait_seconds(START + 9 * HOUR) == LONGEST_SILENCE_SECONDS
    wall.seconds += LONGEST_SILENCE_SECONDS
    assert pacer.now() == START + 9 * HOUR


def test_at_speed_zero_nothing_is_waited_for() -> None:
    pacer = Pacer(0, START, Wall())

    assert pacer.wait_seconds(START + 9 * HOUR) == 0
    assert pacer.now() == START + 9 * HOUR


def test_time_that_the_replay_spent_waiting_is_not_made_up_for() -> None:
    wall = Wall()
    pacer = Pacer(60, START, wall)
    wall.seconds += 3.0
    pacer.resume_at(START + MINUTE)

    assert pacer.wait_seconds(START + 13 * MINUTE) == pytest.approx(0.2)
