"""The timeline says who was told what by which rule, who was not and why, and whether it was promised."""

from dataclasses import replace

from flightpulse.scenario.catalogue import SCENARIOS
from flightpulse.scenario.course import ActSeen, Course, Published
from flightpulse.scenario.script import Act
from flightpulse.scenario.timeline import timeline
from local.replay.stream import ReplayEvent, event_of, source_of
from services.core.clock import parse_instant
from services.core.telling.rule import Rule
from tests.unit.cli.scenarios import act, course, silent, told

SCENARIO = SCENARIOS["rolling-delay"]


def _events(of: Act) -> tuple[ReplayEvent, ...]:
    key = SCENARIO.key
    return tuple(event_of(key, said, source_of(said, key), n, 7) for n, said in enumerate(of.said))


def _timeline(seen: Course, *complaints: str) -> str:
    return timeline(SCENARIO, seen, complaints)


def test_it_says_what_was_said_when_by_whom() -> None:
    said = _events(Act(SCENARIO.acts[0].said[:1]))
    text = _timeline(course(ActSeen(said, None, (), (), ())))
    assert "8 Mar 12:03  ops.UA says flight.delayed estimatedOut=8 Mar 14:04 reason=ROTA" in text
    assert "published  nothing" in text


def test_it_says_what_was_published_and_what_of_it_starts_nothing() -> None:
    published = (
        Published("flight.gate_changed", 2, {"previousGate": "A5", "gate": "B7", "terminal": None}),
        Published("flight.status_changed", 3, {"publicStatus": "delayed", "delayMinutes": 5}),
    )
    said = _events(Act(SCENARIO.acts[0].said[:1]))
    text = _timeline(course(ActSeen(said, None, published, (), ())))
    assert "published  flight.gate_changed previousGate=A5 gate=B7\n" in text
    assert "published  flight.status_changed (delayed; starts nothing)" in text


def test_it_says_who_was_told_and_who_was_not_by_which_rule() -> None:
    text = _timeline(course(act(told(), not_told=(silent(),))))
    assert f"told       Ana     +1***00            {Rule.FIRST}: message 1, by sms, delay" in text
    assert '"UA207 leaves from gate B7."' in text
    assert f"not told   Dora    d***@example.com   {Rule.OPTED_OUT}: in words" in text
    assert "+12015550100" not in text


def test_many_lines_are_shown_by_their_ends() -> None:
    events = [event for acts in SCENARIO.acts for event in _events(acts)]
    text = _timeline(course(ActSeen(tuple(events), None, (), (), ())))
    assert "... 27 more ..." in text
    assert text.count(" says flight.delayed") == 8


def test_it_says_when_the_sweeper_was_asked() -> None:
    swept = parse_instant("2013-03-08T12:00:00Z")
    text = _timeline(course(ActSeen((), swept, (), (), ())))
    assert "8 Mar 07:00  the sweeper asks what has fallen due" in text
    assert "published" not in text


def test_bookings_are_shown_when_they_change() -> None:
    acts = [
        replace(act(), bookings={"CONFIRMED": 4}),
        replace(act(), bookings={"NEEDS_REBOOKING": 4}),
        replace(act(), bookings={"NEEDS_REBOOKING": 4}),
    ]
    text = _timeline(course(*acts))
    assert text.count("bookings   ") == 1
    assert "bookings   4 NEEDS_REBOOKING" in text


def test_it_ends_with_the_verdict() -> None:
    assert _timeline(course()).endswith("As promised.")
    assert _timeline(course(), "one", "two").endswith("NOT AS PROMISED: one\n  NOT AS PROMISED: two")
