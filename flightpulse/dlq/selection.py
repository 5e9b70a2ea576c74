"""Which dead letters are meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flightpulse.dlq.letter import DeadLetter, Place
from flightpulse.errors import UsageProblem
from services.core.clock import Instant


@dataclass(frozen=True, slots=True)
class Selection:
    """What is None does not restrict; `since` is included, `until` is not."""

    places: Sequence[Place] = ()
    reason: str | None = None
    flight: str | None = None
    since: Instant | None = None
    until: Instant | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing restricts it."""
        return self == Selection()

    def of(self, letters: Iterable[DeadLetter]) -> list[DeadLetter]:
        """Those that are meant. Raises UsageProblem for a place where none lies."""
        found = list(letters)
        there = {one.place for one in found}
        for place in self.places:
            if place not in there:
                raise UsageProblem(
                    f"no dead letter lies at {place[0]}/{place[1]}; `flightpulse dlq list` names them"
                )
        return [one for one in found if self._means(one)]

    def _means(self, letter: DeadLetter) -> bool:
        return (
            (not self.places or letter.place in self.places)
            and self.reason in (None, letter.reason)
            and self.flight in (None, letter.flight)
            and (self.since is None or letter.when >= self.since)
            and (self.until is None or letter.when < self.until)
        )
