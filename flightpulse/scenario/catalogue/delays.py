"""Delays: a small one, a large one, and one that grows and grows."""

from flightpulse.scenario.catalogue.cast import BY_EMAIL, BY_PUSH, BY_SMS, OPTED_OUT
from flightpulse.scenario.checks import both, kinds_in_act, messages_each, nothing_in_act, published_in_act
from flightpulse.scenario.script import Act, Group, Scenario, airline, clock
from services.core.booking.contact import Channel
from services.core.clock import MINUTE
from services.core.contracts.detail_types import (
    FLIGHT_DELAY_CLEARED,
    FLIGHT_DELAYED,
    FLIGHT_STATUS_CHANGED,
)
from services.core.telling.difference import Kind
from services.core.telling.rule import Rule

OUT = clock(1400)

MINOR_DELAY = Scenario(
    "minor-delay",
    "20 minutes are told; 5 more, in the same band, are not news",
    9001,
    "ORD",
    OUT,
    (BY_SMS, BY_EMAIL, OPTED_OUT),
    (
        Act((airline(clock(1215), "flight.delayed", estimatedOut=OUT + 20 * MINUTE, reason="WEAT"),)),
        Act((airline(clock(1230), "flight.delayed", estimatedOut=OUT + 25 * MINUTE, reason="WEAT"),)),
    ),
    both(
        published_in_act(0, FLIGHT_DELAYED),
        kinds_in_act(0, Kind.DELAY),
        published_in_act(1, FLIGHT_STATUS_CHANGED),
        nothing_in_act(1, Rule.UNANNOUNCED),
        messages_each(1, 1),
    ),
)

MAJOR_DELAY_ELITE = Scenario(
    "major-delay-elite",
    "75 minutes; a GOLD passenger on SMS and push hears the same truth, as one message on two channels",
    9002,
    "SFO",
    OUT,
    (Group(("Gloria",), (Channel.SMS, Channel.PUSH), tier="GOLD"), BY_EMAIL),
    (Act((airline(clock(1215), "flight.delayed", estimatedOut=OUT + 75 * MINUTE, reason="TECH"),)),),
    both(published_in_act(0, FLIGHT_DELAYED), kinds_in_act(0, Kind.DELAY), messages_each(1, 1)),
)

ALL_CLEAR = Scenario(
    "all-clear",
    "50 minutes late, and half an hour later on time after all: whoever heard the one hears the other",
    9012,
    "PHX",
    OUT,
    (BY_SMS, BY_EMAIL, OPTED_OUT),
    (
        Act((airline(clock(1215), "flight.delayed", estimatedOut=OUT + 50 * MINUTE, reason="CREW"),)),
        Act((airline(clock(1245), "flight.delayed", estimatedOut=OUT),)),
    ),
    both(
        published_in_act(0, FLIGHT_DELAYED),
        kinds_in_act(0, Kind.DELAY),
        published_in_act(1, FLIGHT_DELAY_CLEARED),
        kinds_in_act(1, Kind.DELAY_CLEARED),
        messages_each(2, 2),
    ),
)

STEP_MINUTES = 4
UPDATES = 35
AT_ONCE = 5
MOST_MESSAGES = 9
"""Steps of 4 minutes to 140 pass 15 minutes or a band 9 times, even if nothing settles in between."""


def _updates(first: int, last: int) -> Act:
    said = (
        airline(
            clock(1200) + number * 3 * MINUTE,
            "flight.delayed",
            estimatedOut=OUT + number * STEP_MINUTES * MINUTE,
            reason="ROTA",
        )
        for number in range(first, last + 1)
    )
    return Act(tuple(said), at_once=AT_ONCE)


ROLLING_DELAY = Scenario(
    "rolling-delay",
    f"{UPDATES} new estimates in a row become few messages, and the last of them is told",
    9008,
    "LAX",
    OUT,
    (BY_SMS, BY_EMAIL, BY_PUSH, OPTED_OUT),
    (_updates(1, 12), _updates(13, 24), _updates(25, UPDATES)),
    both(
        *(published_in_act(act, FLIGHT_DELAYED) for act in range(3)),
        kinds_in_act(2, Kind.DELAY),
        messages_each(1, MOST_MESSAGES),
    ),
)
