"""What keeps a storm from the model: a token bucket and a circuit breaker, per process."""

import threading
from collections.abc import Callable
from typing import Final

BURST: Final = 5
PER_SECOND: Final = 2.0
FAILURES_TO_OPEN: Final = 3
OPEN_SECONDS: Final = 30.0


class TokenBucket:
    """At most `burst` calls at once and `per_second` on average."""

    def __init__(
        self, monotonic: Callable[[], float], burst: int = BURST, per_second: float = PER_SECOND
    ) -> None:
        self._monotonic = monotonic
        self._burst = float(burst)
        self._rate = per_second
        self._tokens = float(burst)
        self._filled_at = monotonic()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether a call may go; never waits, since the template is ready now."""
        with self._lock:
            now = self._monotonic()
            self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
            self._filled_at = now
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True


class CircuitBreaker:
    """Opens after several failures in a row, and then lets one call through per `open_seconds`."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        failures_to_open: int = FAILURES_TO_OPEN,
        open_seconds: float = OPEN_SECONDS,
    ) -> None:
        self._monotonic = monotonic
        self._limit = failures_to_open
        self._open_seconds = open_seconds
        self._failures = 0
        self._retry_at = 0.0
        self._lock = threading.Lock()

    def allows(self) -> bool:
        """Whether a call may go; in the open state the one that goes is the test of the model."""
        with self._lock:
            if self._failures < self._limit:
                return True
            if self._monotonic() < self._retry_at:
                return False
            self._retry_at = self._monotonic() + self._open_seconds
            return True

    def succeeded(self) -> None:
        """The model answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The model did not answer, or not in time."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._limit:
                self._retry_at = self._monotonic() + self._open_seconds
