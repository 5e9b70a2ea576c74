"""Flights on which much happens: each with passengers of its own, and the same news for all of them."""

from collections.abc import Sequence

from flightpulse.scenario.catalogue.cast import BY_EMAIL, BY_SMS
from flightpulse.scenario.checks import always
from flightpulse.scenario.script import Act, Scenario, airline, airport, clock
from local.replay.announcement import Announcement
from services.core.clock import MINUTE

OUT = clock(1800)

NEWS: Sequence[Announcement] = (
    airline(clock(1200), "flight.delayed", estimatedOut=OUT + 45 * MINUTE, reason="WEAT"),
    airport(clock(1210), "flight.gate_changed", gate="B7"),
    airline(clock(1220), "flight.delayed", estimatedOut=OUT + 100 * MINUTE, reason="WEAT"),
    airport(clock(1230), "flight.gate_changed", gate="C9", terminal="C"),
    airline(clock(1240), "flight.delayed", estimatedOut=OUT + 160 * MINUTE, reason="WEAT"),
    airline(clock(1250), "flight.cancelled", reason="WEAT"),
)
"""In the order of time; each is news that has to be told, unless the next one overtakes it."""


def troubled_flights(first_number: int, count: int) -> list[Scenario]:
    """Flights with these numbers, which no other test may use: passengers and contacts follow from them."""
    return [
        Scenario(
            f"troubled-{number}",
            "much happens to it",
            number,
            "ORD",
            OUT,
            (BY_SMS, BY_EMAIL),
            tuple(Act((news,)) for news in NEWS),
            always,
        )
        for number in range(first_number, first_number + count)
    ]
