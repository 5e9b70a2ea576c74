"""Source and table side by side."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from local.report.losses import Loss


@dataclass(frozen=True, slots=True)
class Total:
    """One number, as the published data has it and as the table has it."""

    source: int
    table: int

    @property
    def equal(self) -> bool:
        """Whether both say the same."""
        return self.source == self.table


def compared(source: Mapping[str, int], table: Mapping[str, int]) -> dict[str, Total]:
    """Every total under its name, in the order of the source."""
    return {name: Total(number, table[name]) for name, number in source.items()}


def differences(totals: Mapping[str, Total]) -> Iterator[Loss]:
    """A broken promise for each total that is not the same on both sides."""
    for name, total in totals.items():
        if not total.equal:
            yield Loss("total_differs", "", name, f"{total.source} in the data, {total.table} in the table")
