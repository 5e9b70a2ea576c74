"""What happens in one course, drawn from its seed: lives, how they end, and what fails meanwhile."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from services.consumer.checkpoints import ROWS
from tests.reliability.aws.fates import Fate


class End(Enum):
    """How a life ends."""

    KILL = "SIGKILL"
    CHECKPOINT = "at a checkpoint"
    TERM = "SIGTERM"


LIVES: Final = 20
"""Deaths of a course."""

SHARES: Final[Mapping[Fate, float]] = {
    Fate.SLOW: 0.06,
    Fate.IN_PART: 0.06,
    Fate.THROTTLED: 0.03,
    Fate.INTERNAL: 0.02,
    Fate.UNSENT: 0.02,
    Fate.LOST: 0.02,
    Fate.SILENT: 0.002,
}
"""Of all requests, in a course where they fail."""

_POINTS: Final = tuple(row for row in ROWS if row not in ("row-13", "row-14", "row-17"))
"""Rows that an ordinary life passes."""


@dataclass(frozen=True, slots=True)
class Life:
    """One consumer: what it is given to do, and how it ends. Times in seconds."""

    end: End
    crash_at: str | None
    events: int
    waits_ready: bool
    catches_up: bool
    frozen: float
    until_end: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A course."""

    seed: str
    lives: tuple[Life, ...]
    shares: Mapping[Fate, float]


def plan(seed: int, course: int, lives: int = LIVES) -> Plan:
    """The same seed and number give the same plan."""
    name = f"{seed}/{course}"
    chance = random.Random(name)
    strength = chance.choice((0.0, 0.5, 1.0))
    shares = {fate: share * strength for fate, share in SHARES.items()}
    return Plan(name, tuple(_lives(chance, lives)), shares)


def _lives(chance: random.Random, count: int) -> Iterator[Life]:
    for _ in range(count):
        (end,) = chance.choices(list(End), weights=(60, 25, 15))
        waits = end is End.TERM or chance.random() < 0.85
        point = f"{chance.choice(_POINTS)}:{chance.choice((1, 1, 2, 3, 5))}"
        yield Life(
            end=end,
            crash_at=point if end is End.CHECKPOINT else None,
            events=chance.randrange(5, 60),
            waits_ready=waits,
            catches_up=chance.random() < 0.4,
            frozen=chance.uniform(0.1, 1.8) if chance.random() < 0.08 else 0.0,
            until_end=chance.choice((0.0, 0.02, 0.05, 0.1, 0.2, 0.4)) * chance.random(),
        )
