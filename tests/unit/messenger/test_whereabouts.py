"""Quiet hours go by the clock of the place where the passenger is."""

from dataclasses import replace
from datetime import time

import pytest

from services.core.booking.contact import Channel, Contact
from services.core.flight.movement import Phase
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.telling.quiet_hours import QuietHours
from services.messenger.views import FlightView
from services.messenger.whereabouts import quiet_hours_of

ANN = Contact(
    "c1", "phone", "+12025550123", (Channel.SMS,), "en", "Europe/Madrid",
    quiet=QuietHours(time(22), time(7), "Europe/Madrid"),
)  # fmt: skip
FLIGHT = FlightView(
    "UA-0207-2013-03-08-EWR-1", 1, Truth(), Baseline(), Phase.SCHEDULED, "LAX", None, 1_362_751_200_000
)
DIVERTED = Truth(Disposition.DIVERTED, diverted_to="ORD")


@pytest.mark.parametrize(
    ("flight", "zone"),
    [
        (FLIGHT, "America/New_York"),
        (replace(FLIGHT, phase=Phase.OUT), "America/New_York"),
        (replace(FLIGHT, phase=Phase.OFF), "America/Los_Angeles"),
        (replace(FLIGHT, phase=Phase.ON, published=DIVERTED), "America/Chicago"),
        (replace(FLIGHT, phase=Phase.OFF, destination=None), "Europe/Madrid"),
        (replace(FLIGHT, key="UA-0207-2013-03-08-QQQ-1"), "Europe/Madrid"),
    ],
)
def test_the_clock_is_that_of_the_origin_until_take_off_then_of_where_it_goes(
    flight: FlightView, zone: str
) -> None:
    assert quiet_hours_of(ANN, flight) == QuietHours(time(22), time(7), zone)


def test_without_quiet_hours_there_is_no_clock() -> None:
    assert quiet_hours_of(replace(ANN, quiet=None), FLIGHT) is None
