"""Seeded chance that any Python on any machine repeats: sha256 of seed, flight and purpose."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")
_RANGE = 1 << 64


class Chance:
    """The draws of one flight. Each purpose is a draw of its own, so a new one never shifts the others."""

    def __init__(self, seed: int, subject: str) -> None:
        self._prefix = f"{seed}|{subject}|"

    def fraction(self, purpose: str) -> float:
        """A number in [0, 1)."""
        return self._draw(purpose) / _RANGE

    def whole(self, purpose: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + self._draw(purpose) % (high - low + 1)

    def pick(self, purpose: str, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self._draw(purpose) % len(options)]

    def happens(self, purpose: str, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.fraction(purpose) < probability

    def _draw(self, purpose: str) -> int:
        # Not hash(): it is salted anew in every process.
        return int.from_bytes(sha256((self._prefix + purpose).encode()).digest()[:8], "big")
