"""The live screen on a terminal."""

import io

from rich.console import Console

from flightpulse.demo.rich_screen import RichScreen
from local.report.totals import Total
from tests.unit.cli.test_plain_screen import MESSAGE, PROGRESS


def test_the_picture_has_the_counters_and_the_latest_messages_and_gives_the_cursor_back() -> None:
    output = io.StringIO()
    screen = RichScreen(Console(file=output, force_terminal=True, width=160))
    screen.phase("Replaying [all] events")
    screen.update(PROGRESS)
    screen.message(MESSAGE)
    screen.update(PROGRESS)
    screen.lines("the end [really]")

    shown = output.getvalue()
    for part in (
        "[all]",
        "10 of 40 sent, lag 3",
        "2 of 8 departed",
        "3 done",
        "UA207",
        "+1***23",
        "[really]",
    ):
        assert part in shown
    assert shown.count("\x1b[?25l") == shown.count("\x1b[?25h") == 1


def test_the_totals_stand_side_by_side_and_say_where_they_differ() -> None:
    output = io.StringIO()
    screen = RichScreen(Console(file=output, width=80))
    screen.totals({"flights": Total(979, 979), "cancelled": Total(180, 179)})

    rows = {line.split()[1]: line for line in output.getvalue().splitlines() if "9" in line}
    assert ("✓" in rows["flights"], "differs" in rows["flights"]) == (True, False)
    assert ("180" in rows["cancelled"], "179" in rows["cancelled"], "differs" in rows["cancelled"]) == (
        True,
        True,
        True,
    )
