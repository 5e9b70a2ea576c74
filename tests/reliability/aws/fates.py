"""What becomes of a request: carried out or not, answered or not, in whole or in part."""

import random
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final


class Fate(Enum):
    """The first word is what is done, the second what the client hears."""

    DONE = "done, answered"
    SLOW = "done, answered late"
    IN_PART = "some of it done, answered so"
    THROTTLED = "not done, throttled"
    INTERNAL = "not done, status 500"
    UNSENT = "not done, the connection ends"
    LOST = "done, the connection ends"
    SILENT = "done, never answered"


LOSES_THE_ANSWER: Final = frozenset({Fate.LOST, Fate.SILENT})
SLOW_SECONDS: Final = 0.2
SILENT_SECONDS: Final = 8.0
"""Longer than the client waits."""


@dataclass
class Fates:
    """Scripted fates of coming requests of an operation first; then by chance, if there is any."""

    chance: random.Random | None = None
    shares: Mapping[Fate, float] = field(default_factory=dict)
    """Of all requests, the share that meets each fate; the rest is done and answered."""

    def __post_init__(self) -> None:
        self._script: defaultdict[str, deque[Fate]] = defaultdict(deque)
        self._last: dict[str, Callable[[], None]] = {}
        self._is_cut = False

    def script(self, operation: str, *fates: Fate) -> None:
        """The next requests of this operation meet these, one each."""
        self._script[operation].extend(fates)

    def forget(self, operation: str) -> None:
        """Take back what is scripted for this operation."""
        self._script[operation].clear()

    def cut_before(self, operation: str, act: Callable[[], None]) -> None:
        """The next request of this operation, and what comes after it, is not carried out; `act` then."""
        self._last[operation] = act

    def mend(self) -> None:
        """Carry requests out again."""
        self._is_cut = False

    def of(self, operation: str) -> Fate:
        """What becomes of the next request of this operation."""
        if act := self._last.pop(operation, None):
            self._is_cut = True
            act()
        if self._is_cut:
            return Fate.UNSENT
        if self._script[operation]:
            return self._script[operation].popleft()
        if self.chance is None:
            return Fate.DONE
        drawn = self.chance.random()
        for fate, share in self.shares.items():
            drawn -= share
            if drawn < 0:
                return fate
        return Fate.DONE
