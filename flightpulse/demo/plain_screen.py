"""Plain lines for pipes, logs and CI: every phase, a share of the messages, a status now and then."""

import time
from collections.abc import Callable, Mapping

from flightpulse.demo.progress import Message, Progress
from flightpulse.demo.wording import clock_time, message_line, quiet_hours_line
from local.report.totals import Total

STATUS_EVERY_SECONDS = 5.0
MESSAGES_PER_STATUS = 6
"""A day has thousands of messages; a log shows enough of them to see what they are."""

WIDTH = 160


class PlainScreen:
    """Writes lines as things happen; never moves the cursor."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._next_status = 0.0
        self._shown = 0
        self._unshown = 0

    def phase(self, text: str) -> None:
        """Something begins."""
        print(f"- {text}", flush=True)

    def note(self, text: str) -> None:
        """Something worth knowing, once."""
        print(f"  {text}", flush=True)

    def message(self, message: Message) -> None:
        """Show it, unless enough were shown since the last status."""
        if self._shown >= MESSAGES_PER_STATUS:
            self._unshown += 1
            return
        self._shown += 1
        print(f"  > {message_line(message)}"[:WIDTH], flush=True)

    def update(self, progress: Progress) -> None:
        """Write a status line when the last one is old enough."""
        if self._monotonic() < self._next_status:
            return
        self._next_status = self._monotonic() + STATUS_EVERY_SECONDS
        watched = progress.watched
        more = f" ({self._unshown} not shown)" if self._unshown else ""
        print(
            f"  {clock_time(progress.reached)}: {progress.sent} of {progress.events} events, "
            f"{progress.departed} of {progress.flights} flights departed, lag {progress.lag}, "
            f"workflows {watched.workflows.running} running {watched.workflows.succeeded} done "
            f"{watched.workflows.failed} failed, {watched.messages} messages{more}, "
            f"{quiet_hours_line(watched)}",
            flush=True,
        )
        self._shown = self._unshown = 0

    def totals(self, totals: Mapping[str, Total]) -> None:
        """What the data says beside what the table says, as columns."""
        print(f"\n  {'':<15}{'source':>8}{'table':>8}", flush=True)
        for name, total in totals.items():
            verdict = "ok" if total.equal else "DIFFERS"
            print(f"  {name:<15}{total.source:>8}{total.table:>8}  {verdict}", flush=True)

    def lines(self, text: str) -> None:
        """A block of text, as it is."""
        print(text, flush=True)

    def close(self) -> None:
        """Nothing to put back."""
