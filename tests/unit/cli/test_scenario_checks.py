"""A scenario that does not come out as it promises is found out."""

import re
from dataclasses import replace

import pytest

from flightpulse.scenario import checks
from flightpulse.scenario.course import Course
from flightpulse.scenario.decisions import not_told
from flightpulse.scenario.script import Check
from services.core.booking.booking import BookingStatus
from services.core.telling.rule import Rule
from tests.unit.cli.scenarios import ANA, DORA, act, course, record, silent, told

GOOD = course(act(told(), not_told=(silent(),), published=("flight.delayed",)))

MARKED = course(replace(act(), bookings={"NEEDS_REBOOKING": 4}))


def test_a_course_as_promised_has_no_complaint() -> None:
    assert list(checks.always(GOOD)) == []


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (Course("x"), "not in the table"),
        (course(act(told()), known=None), "was not told the final truth"),
        (course(act(told(), told())), "told twice"),
        (course(act(told(1)), act(told(3))), r"message numbers \[1, 3\]"),
        (course(act(told(), told(contact_id=DORA.contact_id))), "opted out and was told"),
    ],
)
def test_a_broken_promise_of_the_system_is_a_complaint(wrong: Course, complaint: str) -> None:
    found = list(checks.always(wrong))
    assert len(found) == 1
    assert re.search(complaint, found[0])


@pytest.mark.parametrize(
    ("check", "seen"),
    [
        (checks.messages_each(2, 3), GOOD),
        (checks.messages_each(1, 1), course(act(told(1)), act(told(2)))),
        (checks.messages_each(1, 1), course(act())),
        (checks.nothing_in_act(0), GOOD),
        (checks.nothing_in_act(0, Rule.ALREADY_TOLD), course(act(not_told=(silent(ANA, Rule.ON_BASELINE),)))),
        (checks.kinds_in_act(0, "cancelled"), GOOD),
        (checks.kinds_in_act(0, "delay"), course(act())),
        (checks.published_in_act(0, "flight.cancelled"), GOOD),
        (checks.last_text_holds("B8"), GOOD),
        (checks.bookings_in_act(0, BookingStatus.CONFIRMED), MARKED),
        (checks.bookings_in_act(0, BookingStatus.CONFIRMED), GOOD),
    ],
)
def test_what_a_scenario_expects_and_does_not_see_is_a_complaint(check: Check, seen: Course) -> None:
    assert list(check(seen))


@pytest.mark.parametrize(
    ("check", "seen"),
    [
        (checks.messages_each(1, 1), GOOD),
        (checks.nothing_in_act(0, Rule.ALREADY_TOLD), course(act(not_told=(silent(),)))),
        (checks.nothing_in_act(0, Rule.ON_BASELINE), course(act(not_told=(silent(ANA, Rule.ON_BASELINE),)))),
        (checks.kinds_in_act(0, "delay", "gate"), GOOD),
        (checks.published_in_act(0, "flight.delayed"), GOOD),
        (checks.last_text_holds("gate B7"), GOOD),
        (checks.bookings_in_act(0, BookingStatus.NEEDS_REBOOKING), MARKED),
        (checks.last_text_holds("C9"), course(act(told(1)), act(told(2, text="gate C9")))),
        (checks.both(checks.messages_each(1, 1), checks.kinds_in_act(0, "delay")), GOOD),
    ],
)
def test_what_a_scenario_expects_and_sees_is_none(check: Check, seen: Course) -> None:
    assert list(check(seen)) == []


def test_both_checks_have_their_say() -> None:
    never = checks.both(checks.kinds_in_act(0, "gate"), checks.last_text_holds("C9"))
    assert len(list(never(GOOD))) == 2


def test_whoever_was_not_told_has_the_kernels_rule() -> None:
    decided = {silent.name: silent.rule for silent in not_told(record(), set())}
    assert decided == {"Ana": Rule.ALREADY_TOLD, "Dora": Rule.OPTED_OUT}
    assert [silent.name for silent in not_told(record(), {ANA.contact_id})] == ["Dora"]
