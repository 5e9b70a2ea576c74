"""Where the demo speaks: a live screen on a terminal, plain lines everywhere else."""

import sys
from collections.abc import Mapping
from typing import Protocol

from flightpulse.demo.plain_screen import PlainScreen
from flightpulse.demo.progress import Message, Progress
from flightpulse.demo.rich_screen import RichScreen
from local.report.totals import Total


class Screen(Protocol):
    """What the demo needs of a screen."""

    def phase(self, text: str) -> None:
        """Something begins."""

    def note(self, text: str) -> None:
        """Something worth knowing, once."""

    def message(self, message: Message) -> None:
        """A message reached its sink."""

    def update(self, progress: Progress) -> None:
        """How things stand now; cheap to call often."""

    def totals(self, totals: Mapping[str, Total]) -> None:
        """What the data says beside what the table says."""

    def lines(self, text: str) -> None:
        """A block of text, as it is."""

    def close(self) -> None:
        """Leave the terminal as it was."""


def screen_for_output() -> Screen:
    """The live screen when somebody watches it."""
    return RichScreen() if sys.stdout.isatty() else PlainScreen()
