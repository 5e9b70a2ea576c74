"""The course of a scenario as lines to read."""

import json
import textwrap
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from flightpulse.scenario.course import ActSeen, Course, Published, Told
from flightpulse.scenario.script import ZONE, Scenario
from local.replay.stream import ReplayEvent
from services.core.clock import Instant, parse_instant

WIDTH = 108
SHOWN = 4
INDENT = " " * 9


def timeline(scenario: Scenario, course: Course, complaints: Sequence[str]) -> str:
    """Everything that happened, and whether it is what the scenario promises."""
    passengers = sum(len(group.names) for group in scenario.groups)
    lines = [
        "",
        f"{scenario.name}: {scenario.about}",
        f"  {scenario.key.designator} {scenario.key.airport}-{scenario.destination}, leaves "
        f"{_time(scenario.scheduled_out)} from gate {scenario.gate}, terminal {scenario.terminal}; "
        f"{passengers} passengers on {len(scenario.groups)} bookings",
    ]
    for act in course.acts:
        lines += _act(act)
    lines += [f"  NOT AS PROMISED: {complaint}" for complaint in complaints] or ["  As promised."]
    return "\n".join(lines)


def _act(act: ActSeen) -> Iterator[str]:
    yield from _some([_said(event) for event in act.said])
    if act.swept is not None:
        yield f"  {_time(act.swept)}  the sweeper asks what has fallen due"
    if act.said:
        published = [f"{INDENT}published  {_published(each)}" for each in act.published]
        yield from _some(published or [f"{INDENT}published  nothing"])
    for told in act.told:
        yield from _told(told)
    for silent in act.not_told:
        yield f"{INDENT}not told   {silent.contact:<24} {silent.rule} {silent.detail}".rstrip()


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
    shown = {
        name: value
        for name, value in published.data.items()
        if value is not None and name in ("severity", "delayMinutes", "previousGate", "gate", "airport")
    }
    starts = "" if published.detail_type != "flight.status_changed" else "(starts nothing)"
    data = " ".join(f"{name}={value}" for name, value in shown.items())
    return f"{published.detail_type} {data or starts}".rstrip()


def _told(told: Told) -> Iterator[str]:
    yield (
        f"{INDENT}told       {told.contact:<24} {told.rule}: {told.channel}, message {told.n}, {told.kind}, "
        f"at {_time(told.as_of)}"
    )
    indent = f"{INDENT}           "
    text = textwrap.fill(f'"{told.text}"', WIDTH, initial_indent=indent, subsequent_indent=indent)
    yield text


def _plain(value: str | None) -> str:
    try:
        return _time(parse_instant(value or ""))
    except ValueError:
        return str(value)


def _time(instant: Instant) -> str:
    local = datetime.fromtimestamp(instant / 1000, UTC).astimezone(ZONE)
    return f"{local.day} {local:%b %H:%M}"
