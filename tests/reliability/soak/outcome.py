"""What courses came to, and how that adds up."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from tests.reliability.observed import ENVELOPE, Observed
from tests.reliability.oracles import ORACLES
from tests.reliability.oracles.duplicates_bounded import repeats


@dataclass
class Outcome:
    """Counts of one course or of many, and what was wrong, by oracle."""

    deaths: Counter[str] = field(default_factory=Counter)
    strikes: Counter[str] = field(default_factory=Counter)
    """What else happened to consumers and to requests."""

    events: int = 0
    published: int = 0
    repeated: int = 0
    dead_letters: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)

    @property
    def kills(self) -> int:
        """Deaths of any kind."""
        return sum(self.deaths.values())

    def blame(self, name: str, seed: str, faults: list[str]) -> None:
        """Note what is wrong, and in which course."""
        if faults:
            self.faults.setdefault(name, []).extend(f"{seed}: {one}" for one in faults)

    def add(self, other: "Outcome") -> None:
        """Take another in."""
        self.deaths += other.deaths
        self.strikes += other.strikes
        self.events += other.events
        self.published += other.published
        self.repeated += other.repeated
        self.dead_letters += other.dead_letters
        for name, faults in other.faults.items():
            self.faults.setdefault(name, []).extend(faults)

    def take(self, seed: str, observed: Observed) -> None:
        """Judge a course."""
        self.events += len(observed.sent)
        self.published += len(observed.accepted)
        self.repeated += repeats(observed)
        self.dead_letters.update(_reason(one.headers) for one in observed.dead)
        for oracle in ORACLES:
            self.blame(oracle.__name__, seed, oracle(observed))


def _reason(headers: dict[str, bytes]) -> str:
    return "envelope" if ENVELOPE in headers else headers["dlq.reason"].decode()


BROKEN: Final = "course"
"""The name under which a course that could not be played to its end is noted."""
