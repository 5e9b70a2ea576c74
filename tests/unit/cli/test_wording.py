"""What the demo says of itself before it begins."""

from datetime import date

from flightpulse.demo.options import DemoOptions
from flightpulse.demo.wording import headline
from local.replay.day import replay_of

DAY = date(2013, 3, 8)


def test_the_headline_says_how_many_flights_and_that_the_passengers_are_invented() -> None:
    whole = headline(DemoOptions(), replay_of(DAY, None, 7))
    sample = headline(DemoOptions(passengers_per_flight=2), replay_of(DAY, 60, 7))

    assert whole.startswith("8 March 2013: all 979 flights")
    assert "5874 invented passengers, a sample of each cabin" in whole
    assert "a sample of 60 of the 979 flights" in sample
    assert "120 invented passengers" in sample
