"""The course of a scenario as lines to read."""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from flightpulse.scenario.course import ActSeen, Course, NotTold, Published, Told
from flightpulse.scenario.script import ZONE, Scenario
from local.replay.stream import ReplayEvent
from services.core.booking.booking import BookingStatus
from services.core.clock import Instant, parse_instant

WIDTH = 108
SHOWN = 4
INDENT = " " * 9
DEEPER = " " * 20
STARTS_NOTHING = "flight.status_changed"


def timeline(scenario: Scenario, course: Course, complaints: Sequence[str]) -> str:
    """Everything that happened, and whether it is what the scenario promises."""
    passengers, one = sum(len(group.names) for group in scenario.groups), len(scenario.groups) == 1
    lines = [
        "",
        f"{scenario.name}: {scenario.about}",
        f"  {scenario.key.designator} {scenario.key.airport}-{scenario.destination}, leaves "
        f"{_time(scenario.scheduled_out)} from gate {scenario.gate}, terminal {scenario.terminal}; "
        f"{passengers} passengers, {len(scenario.groups)} {'booking' if one else 'bookings'}",
    ]
    before: Mapping[str, int] = {BookingStatus.CONFIRMED: passengers}
    for act in course.acts:
        lines += _act(act)
        if act.bookings and act.bookings != before:
            counts = ", ".join(f"{count} {status}" for status, count in sorted(act.bookings.items()))
            lines.append(f"{INDENT}bookings   {counts}")
            before = act.bookings
    lines += [f"  NOT AS PROMISED: {complaint}" for complaint in complaints] or ["  As promised."]
    return "\n".join(lines)


def _act(act: ActSeen) -> Iterator[str]:
    yield from _some([_said(event) for event in act.said])
    if act.swept is not None:
        yield f"  {_time(act.swept)}  the sweeper asks what has fallen due"
    if act.said:
        published = [f"{INDENT}published  {_published(each)}" for each in act.published]
        yield from _some(published or [f"{INDENT}published  nothing"])
    yield from _some([_told(told) for told in act.told])
    for silent in act.not_told:
        yield f"{INDENT}not told   {_who(silent)} {silent.rule}: {silent.words}"


def _some(lines: Sequence[str]) -> Iterator[str]:
    """All of a few lines; of many the first and the last ones."""
    if len(lines) <= 2 * SHOWN:
        yield from lines
        return
    yield from lines[:SHOWN]
    yield f"{INDENT}... {len(lines) - 2 * SHOWN} more ..."
    yield from lines[-SHOWN:]


def _said(event: ReplayEvent) -> str:
    body = json.loads(event.value)
    data = " ".join(f"{name}={_plain(value)}" for name, value in body["data"].items())
    return f"  {_time(event.published_at)}  {body['source']} says {event.event_type} {data}".rstrip()


def _published(published: Published) -> str:
    if published.detail_type == STARTS_NOTHING:
        return f"{published.detail_type} ({published.data.get('publicStatus')}; starts nothing)"
    names = ("severity", "delayMinutes", "previousGate", "gate", "previousTerminal", "terminal", "airport")
    shown = ((name, published.data.get(name)) for name in names)
    data = " ".join(f"{name}={value}" for name, value in shown if value is not None)
    return f"{published.detail_type} {data}".rstrip()


def _told(told: Told) -> str:
    head = (
        f"{INDENT}told       {_who(told)} {told.rule}: message {told.n}, by {told.channel}, "
        f"{told.kind}, at {_time(told.as_of)}"
    )
    text = textwrap.fill(f'"{told.text}"', WIDTH, initial_indent=DEEPER, subsequent_indent=DEEPER)
    return f"{head}\n{text}"


def _who(contact: Told | NotTold) -> str:
    return f"{contact.name:<7} {contact.contact:<18}"


def _plain(value: str | None) -> str:
    try:
        return _time(parse_instant(value or ""))
    except ValueError:
        return str(value)


def _time(instant: Instant) -> str:
    local = datetime.fromtimestamp(instant / 1000, UTC).astimezone(ZONE)
    return f"{local.day} {local:%b %H:%M}"
