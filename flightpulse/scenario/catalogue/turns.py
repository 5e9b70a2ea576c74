"""Cancellations and what follows, diversions, and many things at once."""

from flightpulse.scenario.catalogue.cast import BY_EMAIL, BY_PUSH, BY_SMS, OPTED_OUT
from flightpulse.scenario.checks import (
    bookings_in_act,
    both,
    kinds_in_act,
    last_text_holds,
    messages_each,
    nothing_in_act,
    published_in_act,
)
from flightpulse.scenario.script import Act, Scenario, airline, airport, clock
from services.core.booking.booking import BookingStatus
from services.core.clock import MINUTE
from services.core.contracts.detail_types import FLIGHT_CANCELLED, FLIGHT_DIVERTED, FLIGHT_REINSTATED
from services.core.telling.difference import Kind
from services.core.telling.rule import Rule

OUT = clock(1500)

CANCELLATION = Scenario(
    "cancellation",
    "told at once, and every booking marked; the gate of a cancelled flight is not news",
    9003,
    "BOS",
    OUT,
    (BY_SMS, BY_EMAIL, BY_PUSH, OPTED_OUT),
    (
        Act((airline(clock(1130), "flight.cancelled", reason="WEAT"),)),
        Act((airport(clock(1145), "flight.gate_changed", gate="B2"),)),
    ),
    both(
        published_in_act(0, FLIGHT_CANCELLED),
        kinds_in_act(0, Kind.CANCELLED),
        bookings_in_act(0, BookingStatus.NEEDS_REBOOKING),
        nothing_in_act(1, Rule.MOOT),
        messages_each(1, 1),
    ),
)

REINSTATEMENT = Scenario(
    "reinstatement",
    "cancelled, then flown after all an hour later: whoever heard the one hears the other, bookings stand",
    9007,
    "ATL",
    OUT,
    (BY_SMS, BY_EMAIL, OPTED_OUT),
    (
        Act((airline(clock(1130), "flight.cancelled", reason="CREW"),)),
        Act((airline(clock(1215), "flight.reinstated", estimatedOut=OUT + 60 * MINUTE),)),
    ),
    both(
        kinds_in_act(0, Kind.CANCELLED),
        bookings_in_act(0, BookingStatus.NEEDS_REBOOKING),
        published_in_act(1, FLIGHT_REINSTATED),
        kinds_in_act(1, Kind.REINSTATED),
        bookings_in_act(1, BookingStatus.CONFIRMED),
        messages_each(2, 2),
    ),
)

RAPID_SEQUENCE = Scenario(
    "rapid-sequence",
    "two estimates and a gate in one breath: the last message states all that is true",
    9006,
    "MCO",
    OUT,
    (BY_SMS, BY_EMAIL),
    (
        Act(
            (
                airline(clock(1300), "flight.delayed", estimatedOut=OUT + 40 * MINUTE, reason="ARPT"),
                airport(clock(1300) + 1000, "flight.gate_changed", gate="B7"),
                airline(clock(1300) + 2000, "flight.delayed", estimatedOut=OUT + 70 * MINUTE, reason="ARPT"),
            ),
            at_once=3,
        ),
    ),
    both(kinds_in_act(0, Kind.DELAY, Kind.GATE), last_text_holds("B7"), messages_each(1, 3)),
)

DIVERSION = Scenario(
    "diversion",
    "off on time, which nobody is told; then on its way to another airport, which everybody is",
    9011,
    "DFW",
    OUT,
    (BY_SMS, BY_EMAIL),
    (
        Act(
            (
                airline(OUT + 3 * MINUTE, "flight.off_block", actualOut=OUT + 3 * MINUTE),
                airline(OUT + 15 * MINUTE, "flight.airborne", actualOff=OUT + 15 * MINUTE),
            )
        ),
        Act((airline(OUT + 90 * MINUTE, "flight.diverted", airport="STL", reason="WEAT"),)),
    ),
    both(
        nothing_in_act(0, Rule.BELOW_THRESHOLD, Rule.UNANNOUNCED, Rule.NOT_CONCERNED),
        published_in_act(1, FLIGHT_DIVERTED),
        kinds_in_act(1, Kind.DIVERTED),
        messages_each(1, 1),
    ),
)
