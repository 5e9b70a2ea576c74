"""What depends on whom the message is for."""

from collections.abc import Iterator
from datetime import time, timedelta

from flightpulse.scenario.catalogue.cast import BY_EMAIL
from flightpulse.scenario.checks import both, kinds_in_act, messages_each
from flightpulse.scenario.course import Course
from flightpulse.scenario.script import DAY, ZONE, Act, Group, Scenario, airline, clock
from services.core.booking.contact import Channel
from services.core.clock import MINUTE
from services.core.telling.difference import Kind
from services.core.telling.quiet_hours import QuietHours
from services.core.telling.rule import Rule

EVENING_BEFORE = DAY - timedelta(days=1)
MORNING_OUT = clock(1000)
AFTERNOON_OUT = clock(1600)


def _one_message_in_all(course: Course) -> Iterator[str]:
    count = len(list(course.told))
    if count != 1:
        yield f"the family got {count} messages on its one phone"


FAMILY = Scenario(
    "family",
    "four passengers on one phone get one message, not four",
    9009,
    "TPA",
    AFTERNOON_OUT,
    (Group(("Ida", "Karl", "Lena", "Max"), (Channel.SMS,)),),
    (
        Act(
            (airline(clock(1330), "flight.delayed", estimatedOut=AFTERNOON_OUT + 50 * MINUTE, reason="CREW"),)
        ),
    ),
    both(kinds_in_act(0, Kind.DELAY), messages_each(1, 1), _one_message_in_all),
)


def _held_until_seven(course: Course) -> Iterator[str]:
    night, early, morning = course.acts
    for act, name in ((night, "at 23:30"), (early, "at 06:30")):
        if [silent.rule for silent in act.not_told].count(Rule.HELD) != 1:
            yield f"nobody's message was held {name}"
    if early.told:
        yield "somebody was told at 06:30"
    if {told.contact_id for told in morning.told} != {
        silent.contact_id for silent in night.not_told if silent.rule is Rule.HELD
    }:
        yield "the message held in the night was not told at 07:00"


QUIET_HOURS = Scenario(
    "quiet-hours",
    "a delay learned at 23:30: one sleeps till 07:00 and is told then, by the sweeper; the other at once",
    9010,
    "SEA",
    MORNING_OUT,
    (Group(("Nora",), (Channel.SMS,), quiet=QuietHours(time(22), time(7), ZONE.key)), BY_EMAIL),
    (
        Act(
            (
                airline(
                    clock(2330, EVENING_BEFORE),
                    "flight.delayed",
                    estimatedOut=MORNING_OUT + 90 * MINUTE,
                    reason="POSI",
                ),
            )
        ),
        Act(sweep=clock(630)),
        Act(sweep=clock(700)),
    ),
    both(messages_each(1, 1), _held_until_seven),
)
