"""The live screen: the day on top, counters below it, the latest messages at the bottom."""

from collections import deque
from collections.abc import Mapping

from rich.console import Console, Group
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from flightpulse.demo.progress import Message, Progress
from flightpulse.demo.wording import clock_time, quiet_hours_line, short_line
from local.report.totals import Total

LATEST = 10
REFRESH_PER_SECOND = 8


class RichScreen:
    """Phases scroll by; the replay is one picture that is painted again and again."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console()
        self._live: Live | None = None
        self._latest: deque[Message] = deque(maxlen=LATEST)

    def phase(self, text: str) -> None:
        """Something begins."""
        self._console.print(Text(f"● {text}", style="bold cyan"))

    def note(self, text: str) -> None:
        """Something worth knowing, once."""
        self._console.print(Text(f"  {text}", style="dim"))

    def message(self, message: Message) -> None:
        """Keep it among the latest."""
        self._latest.append(message)

    def update(self, progress: Progress) -> None:
        """Paint the picture."""
        picture = Group(_counters(progress), self._messages())
        if self._live is None:
            self._live = Live(picture, console=self._console, refresh_per_second=REFRESH_PER_SECOND)
            self._live.start()
        else:
            self._live.update(picture)

    def totals(self, totals: Mapping[str, Total]) -> None:
        """What the data says beside what the table says, below the last picture."""
        self.close()
        table = Table(title="the day by the data, and by the table", title_justify="left")
        table.add_column("")
        for heading in ("source", "table"):
            table.add_column(heading, justify="right")
        table.add_column("ok")
        for name, total in totals.items():
            verdict = Text("✓", style="green") if total.equal else Text("differs", style="bold red")
            table.add_row(name, str(total.source), str(total.table), verdict)
        self._console.print(table)

    def lines(self, text: str) -> None:
        """A block of text, below the last picture."""
        self.close()
        self._console.print(text, highlight=False, markup=False)

    def close(self) -> None:
        """Leave the last picture standing and give the cursor back."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def _messages(self) -> Panel:
        lines = [Text(short_line(message), no_wrap=True, overflow="ellipsis") for message in self._latest]
        waiting = Text("none yet: the schedule is on time so far", style="dim")
        return Panel(
            Group(*lines) if lines else waiting, title="messages as they are sent", title_align="left"
        )


def _counters(progress: Progress) -> Table:
    watched = progress.watched
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold")
    grid.add_column()
    bar = ProgressBar(total=progress.events, completed=progress.sent, width=40)
    grid.add_row(clock_time(progress.reached), bar)
    grid.add_row("events", f"{progress.sent} of {progress.events} sent, lag {progress.lag}")
    grid.add_row("flights", f"{progress.departed} of {progress.flights} departed")
    workflows = watched.workflows
    grid.add_row(
        "workflows", f"{workflows.running} running, {workflows.succeeded} done, {workflows.failed} failed"
    )
    grid.add_row(
        "messages",
        f"{watched.messages} sent: {watched.from_model} in the model's words, "
        f"{watched.from_template} from templates",
    )
    grid.add_row("quiet hours", quiet_hours_line(watched))
    return grid
