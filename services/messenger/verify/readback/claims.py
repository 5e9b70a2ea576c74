"""What a text claims, as the reader understands it."""

from dataclasses import dataclass, field

from services.core.clock import Instant

UNREADABLE: Instant = -1
"""Stands for a time that does not exist: in a zone that is not the airport's, at an hour off the clock."""


@dataclass(slots=True)
class Reading:
    """Sets of values by role, filled while reading; `rest` is the text with everything understood taken out.

    A place is (city as written, code); a label's withdrawn value and a diversion that no longer
    applies have roles of their own. In `rest` a bullet stands for each fact that was read.
    `subject` marks a subject line.
    """

    designators: set[str] = field(default_factory=set)
    flight_dates: set[str] = field(default_factory=set)
    origins: set[tuple[str | None, str]] = field(default_factory=set)
    destinations: set[tuple[str | None, str]] = field(default_factory=set)
    times: dict[str, set[Instant]] = field(default_factory=dict)
    time_unknown: bool = False
    next_info_open: bool = False
    durations: set[int] = field(default_factory=set)
    labels: dict[str, set[str]] = field(default_factory=dict)
    open_labels: set[str] = field(default_factory=set)
    dispositions: set[str] = field(default_factory=set)
    cancellation_withdrawn: bool = False
    diversions: dict[str, set[tuple[str | None, str]]] = field(default_factory=dict)
    diversion_ended: bool = False
    lateness: set[str] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)
    rights: int = 0
    links: int = 0
    rest: str = ""
    subject: bool = False

    def time(self, role: str) -> set[Instant]:
        """The times read in this role: new, scheduled, previous, next_info."""
        return self.times.get(role, set())

    def label(self, role: str) -> set[str]:
        """The gates or terminals read in this role: gate.new, gate.old, gate.withdrawn, terminal.new ..."""
        return self.labels.get(role, set())

    def diversion(self, role: str) -> set[tuple[str | None, str]]:
        """The airports read in this role of a diversion: new, old, instead_of, withdrawn."""
        return self.diversions.get(role, set())
