"""When each event is due: the day runs at the speed asked for, and stretches of silence are skipped."""

import time
from collections.abc import Callable

from services.core.clock import MINUTE, Instant

LONGEST_SILENCE_SECONDS = 0.4


class Pacer:
    """Maps the wall clock to the day that is replayed; at 0 minutes per second everything is due at once."""

    def __init__(
        self, minutes_per_second: float, start: Instant, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._speed = minutes_per_second * MINUTE
        self._monotonic = monotonic
        self._day = start
        self._wall = monotonic()

    def now(self) -> Instant:
        """The instant of the day that is reached."""
        return self._day + round((self._monotonic() - self._wall) * self._speed)

    def wait_seconds(self, due: Instant) -> float:
        """How long until an event is due; a longer silence than the longest is cut short."""
        if not self._speed:
            self._set(due)
            return 0.0
        wait = (due - self.now()) / self._speed
        if wait > LONGEST_SILENCE_SECONDS:
            self._set(due - round(LONGEST_SILENCE_SECONDS * self._speed))
            wait = LONGEST_SILENCE_SECONDS
        return max(0.0, wait)

    def resume_at(self, instant: Instant) -> None:
        """Go on from here: the day stood still while the replay waited for something."""
        self._set(instant)

    def _set(self, instant: Instant) -> None:
        self._day, self._wall = instant, self._monotonic()
