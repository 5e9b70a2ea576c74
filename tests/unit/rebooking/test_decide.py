"""A booking needs rebooking while one of its flights is cancelled, in whatever order that is heard."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.booking.booking import BookingStatus
from services.core.booking.rebooking import MARKABLE, FlightNews, Mark, Standing, decide
from services.core.table.rebooking_item import standing_attributes, standing_of

NEEDS, CONFIRMED, CHECKED_IN, GIVEN_UP = (
    BookingStatus.NEEDS_REBOOKING,
    BookingStatus.CONFIRMED,
    BookingStatus.CHECKED_IN,
    BookingStatus.CANCELLED,
)
FLIGHTS = ("A", "B", "C")

# What each version of each flight's state says; a version says one thing only.
histories = st.fixed_dictionaries({flight: st.lists(st.booleans(), max_size=4) for flight in FLIGHTS})


def cancelled(flight: str, ver: int) -> FlightNews:
    return FlightNews(flight, ver, cancelled=True)


def operating(flight: str, ver: int) -> FlightNews:
    return FlightNews(flight, ver, cancelled=False)


def after(booking: Standing, *news: FlightNews) -> Standing:
    """The booking after each news that changed it."""
    for one in news:
        booking = decide(booking, one) or booking
    return booking


def by_somebody(booking: Standing, status: BookingStatus) -> Standing:
    """A write that is not ours: it knows nothing of marks."""
    return replace(booking, status=status, ver=booking.ver + 1)


@st.composite
def heard(draw: st.DrawFn) -> tuple[dict[str, list[bool]], list[FlightNews]]:
    """All news of some histories, in any order, each as often as it likes; the last of each flight comes."""
    told: dict[str, list[bool]] = draw(histories)
    all_news = [
        FlightNews(flight, ver, said) for flight, says in told.items() for ver, said in enumerate(says, 1)
    ]
    extra = draw(st.lists(st.sampled_from(all_news), max_size=6)) if all_news else []
    return told, draw(st.permutations([*all_news, *extra]))


@given(heard(), st.sampled_from(sorted(MARKABLE)))
def test_the_end_depends_on_the_newest_news_of_each_flight_alone(
    case: tuple[dict[str, list[bool]], Sequence[FlightNews]], before: BookingStatus
) -> None:
    told, news = case
    end = after(Standing(before, 1), *news)
    now_cancelled = {flight for flight, says in told.items() if says and says[-1]}
    assert end.status is (NEEDS if now_cancelled else before)
    assert end.cancelled.keys() == now_cancelled
    assert end.decided == {flight: len(says) for flight, says in told.items() if says}


@given(heard(), st.sampled_from([GIVEN_UP, NEEDS]))
def test_what_was_no_booking_to_mark_is_never_touched(
    case: tuple[dict[str, list[bool]], Sequence[FlightNews]], status: BookingStatus
) -> None:
    for one in case[1]:
        assert after(Standing(status, 1), one).status is status
    assert after(Standing(status, 1), *case[1]).mark is None


@given(heard(), st.integers(0, 12), st.sampled_from([CONFIRMED, GIVEN_UP, NEEDS]))
def test_once_every_flight_operates_the_last_word_of_somebody_else_stands(
    case: tuple[dict[str, list[bool]], Sequence[FlightNews]], moment: int, word: BookingStatus
) -> None:
    news = case[1]
    booking = by_somebody(after(Standing(CHECKED_IN, 1), *news[:moment]), word)
    end = after(booking, *news[moment:], *(operating(flight, 99) for flight in FLIGHTS))
    assert end.status is word


@given(heard())
def test_what_is_stored_says_all_that_a_decision_needs(
    case: tuple[dict[str, list[bool]], Sequence[FlightNews]],
) -> None:
    booking = Standing(CONFIRMED, 1)
    for one in case[1]:
        booking = decide(booking, one) or booking
        stored = {name: value for name, value in standing_attributes(booking).items() if value is not None}
        assert standing_of(stored) == booking


def test_a_mark_remembers_the_status_that_it_replaced() -> None:
    marked = after(Standing(CHECKED_IN, 4), cancelled("A", 7))
    assert marked.mark == Mark(CHECKED_IN, 5, frozenset({"A"}))
    assert after(marked, operating("A", 8)).status is CHECKED_IN


def test_news_that_changes_no_status_is_written_so_that_older_news_comes_too_late() -> None:
    booking = decide(Standing(CONFIRMED, 1), operating("A", 6))
    assert booking is not None
    assert booking.ver == 2
    assert decide(booking, cancelled("A", 5)) is None


def test_the_same_news_twice_is_nothing_new() -> None:
    marked = after(Standing(CONFIRMED, 1), cancelled("A", 5))
    assert decide(marked, cancelled("A", 5)) is None


def test_a_booking_that_somebody_confirmed_again_is_not_marked_again_for_the_same_cancellation() -> None:
    moved = by_somebody(after(Standing(CHECKED_IN, 1), cancelled("A", 5)), CONFIRMED)
    later = after(moved, cancelled("A", 9))
    assert (later.status, later.cancelled) == (CONFIRMED, {"A": 5})


def test_what_somebody_confirmed_is_restored_after_another_cancellation_of_another_flight() -> None:
    moved = by_somebody(after(Standing(CHECKED_IN, 1), cancelled("A", 5)), CONFIRMED)
    again = after(moved, cancelled("B", 2))
    assert again.status is NEEDS
    assert after(again, operating("B", 3)).status is CONFIRMED, "the cancellation of A was dealt with"


@pytest.mark.parametrize("news", [cancelled("A", 6), cancelled("B", 1)])
def test_our_own_writes_do_not_count_as_somebody_elses(news: FlightNews) -> None:
    marked = after(Standing(CHECKED_IN, 1), cancelled("A", 5), news)
    released = after(marked, operating("A", 7), operating("B", 7))
    assert released.status is CHECKED_IN
