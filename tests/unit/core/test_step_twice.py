"""A write leaves nothing behind: the same events again, at any later time, ask for no second one.

The consumer's lane leans on it: what it has written and seen published it does not merge again.
"""

from hypothesis import given
from hypothesis import strategies as st

from services.core.flight.event import FlightEvent
from services.core.flight.state import FlightState, step
from tests.unit.core.flights import KEY, OUT, histories


@given(histories(), st.integers(0, 20), st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_same_fold_again_writes_nothing(
    events: list[FlightEvent], first: int, before: int, after: int
) -> None:
    head, tail = events[:first], events[first:]
    state = step(FlightState(KEY), head, OUT - before).after if head else FlightState(KEY)
    taken = step(state, tail, OUT - before)
    again = step(taken.after, tail, OUT + after)
    assert not again.writes
    assert again.announcements == ()
