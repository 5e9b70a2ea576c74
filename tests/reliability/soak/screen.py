"""What a soak shows: kills, how fast they go and how long it will take, then the table and what is wrong."""

from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from tests.reliability.soak.report import rows
from tests.reliability.soak.run import Soaked

SAID: Final = 10
"""Faults of one kind that are printed."""


class Rate(ProgressColumn):
    """Steps a second."""

    def render(self, task: Task) -> Text:
        """Nothing until there is one."""
        return Text(f"{task.speed:.1f} a second" if task.speed else "")


def progress(console: Console) -> Progress:
    """A line that moves, on a terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
    )


def show(console: Console, soaked: Soaked) -> None:
    """The figures, then every kind of fault."""
    table = Table(title=f"soak, seed {soaked.seed}", show_header=False)
    for name, figure in rows(soaked):
        table.add_row(name, figure)
    console.print(table)
    for name, faults in soaked.faults.items():
        console.print(f"{name}: {len(faults)}", style="red")
        for fault in faults[:SAID]:
            console.print(f"  {fault}", markup=False)
