"""Percentiles by nearest rank: each is a value that was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Milliseconds; None without a sample."""

    p50: int | None
    p95: int | None
    p99: int | None
    samples: int

    def to_json(self) -> dict[str, int | None]:
        """As the report has it."""
        return {"p50": self.p50, "p95": self.p95, "p99": self.p99, "samples": self.samples}


def percentiles(milliseconds: Sequence[float]) -> Percentiles:
    """Of these samples, in any order."""
    ordered = sorted(milliseconds)
    return Percentiles(_rank(ordered, 50), _rank(ordered, 95), _rank(ordered, 99), len(ordered))


def _rank(ordered: Sequence[float], percent: int) -> int | None:
    return round(ordered[ceil(len(ordered) * percent / 100) - 1]) if ordered else None
