"""Output into a pipe: lines only, and not a line per message."""

import pytest

from flightpulse.demo.plain_screen import MESSAGES_PER_STATUS, PlainScreen
from flightpulse.demo.progress import Message, Progress, Watched
from local.report.report import Workflows
from local.report.totals import Total

MESSAGE = Message(
    as_of=1_362_738_600_000,
    flight_key="UA-0207-2013-03-08-EWR-1",
    kind="delay",
    channel="sms",
    masked_contact="+1***23",
    source="model",
    text="UA207 now leaves at 10:40",
)
PROGRESS = Progress(10, 40, 2, 8, 1_362_738_600_000, Watched(7, Workflows(3, 0, 1), 12, 9, 3, 200))


def test_a_message_shows_when_which_flight_and_a_masked_contact(capsys: pytest.CaptureFixture[str]) -> None:
    PlainScreen().message(MESSAGE)

    shown = capsys.readouterr().out
    for part in ("8 Mar 05:30", "UA207 EWR", "delay", "sms", "+1***23", "UA207 now leaves at 10:40"):
        assert part in shown
    assert "\x1b" not in shown


def test_a_flood_of_messages_is_counted_instead_of_shown(capsys: pytest.CaptureFixture[str]) -> None:
    screen = PlainScreen(monotonic=lambda: 100.0)
    for _ in range(MESSAGES_PER_STATUS + 4):
        screen.message(MESSAGE)
    screen.update(PROGRESS)

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == MESSAGES_PER_STATUS + 1
    assert "10 of 40 events" in lines[-1]
    assert "lag 3" in lines[-1]
    assert "(4 not shown)" in lines[-1]


def test_status_lines_keep_their_distance(capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    screen = PlainScreen(monotonic=lambda: now[0])
    for _ in range(10):
        screen.update(PROGRESS)
        now[0] += 1

    assert len(capsys.readouterr().out.splitlines()) == 2


def test_the_totals_stand_side_by_side_and_say_where_they_differ(capsys: pytest.CaptureFixture[str]) -> None:
    PlainScreen().totals({"flights": Total(979, 979), "cancelled": Total(180, 179)})

    _, heading, flights, cancelled = capsys.readouterr().out.splitlines()
    assert heading.split() == ["source", "table"]
    assert flights.split() == ["flights", "979", "979", "ok"]
    assert cancelled.split() == ["cancelled", "180", "179", "DIFFERS"]
