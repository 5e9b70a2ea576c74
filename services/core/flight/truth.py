"""The truth about a flight as passengers need it, and the baseline that they booked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.core.clock import Instant
from services.core.flight.bands import Band, band


class Disposition(StrEnum):
    """What has become of the flight as a whole."""

    OPERATING = "OPERATING"
    CANCELLED = "CANCELLED"
    DIVERTED = "DIVERTED"
    RETURNED = "RETURNED"


@dataclass(frozen=True, slots=True)
class Truth:
    """What can be told: disposition, off-block time, gate, terminal, diversion, promise of news.

    The same shape holds what was last announced (`published`) and what a contact was last told.
    """

    disposition: Disposition = Disposition.OPERATING
    out: Instant | None = None
    gate: str | None = None
    terminal: str | None = None
    diverted_to: str | None = None
    next_info: Instant | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, times as instants."""
        return {
            "disposition": self.disposition,
            "out": self.out,
            "gate": self.gate,
            "terminal": self.terminal,
            "divertedTo": self.diverted_to,
            "nextInfo": self.next_info,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Truth":
        """A truth from what `to_json` wrote."""
        return cls(
            Disposition(stored["disposition"]),
            stored.get("out"),
            stored.get("gate"),
            stored.get("terminal"),
            stored.get("divertedTo"),
            stored.get("nextInfo"),
        )


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the passenger holds without any message: schedule, first gate and terminal published."""

    out: Instant | None = None
    gate: str | None = None
    terminal: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, times as instants."""
        return {"out": self.out, "gate": self.gate, "terminal": self.terminal}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Baseline":
        """A baseline from what `to_json` wrote."""
        return cls(stored.get("out"), stored.get("gate"), stored.get("terminal"))

    def filled(self, out: Instant | None, gate: str | None, terminal: str | None) -> "Baseline":
        """The baseline with what was unknown so far; what is known never moves."""
        return Baseline(
            out if self.out is None else self.out,
            gate if self.gate is None else self.gate,
            terminal if self.terminal is None else self.terminal,
        )

    def as_truth(self) -> Truth:
        """The baseline as a truth: an operating flight, on schedule, at its first gate."""
        return Truth(Disposition.OPERATING, self.out, self.gate, self.terminal)

    def left_by(self, truth: Truth) -> bool:
        """Whether this truth differs from the baseline in anything that a passenger would be told."""
        return (
            truth.disposition is not Disposition.OPERATING
            or band(truth.out, self.out) not in (Band.ON_TIME, None)
            or truth.gate != self.gate
            or truth.terminal != self.terminal
            or truth.next_info is not None
        )
