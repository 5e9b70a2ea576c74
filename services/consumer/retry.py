"""How long to wait before the next attempt."""

import random
from collections.abc import Callable
from typing import Final

BASE_SECONDS: Final = 0.05
CAP_SECONDS: Final = 10.0
"""Short enough that a lane goes on soon after an outage, long enough not to add to it."""


class Backoff:
    """Decorrelated jitter: each wait is random between the base and three times the last one.

    After Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015).
    """

    def __init__(
        self,
        base: float = BASE_SECONDS,
        cap: float = CAP_SECONDS,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        self._base = base
        self._cap = cap
        self._uniform = uniform
        self._last = base

    def next(self) -> float:
        """Seconds to wait now."""
        self._last = min(self._cap, self._uniform(self._base, self._last * 3))
        return self._last

    def reset(self) -> None:
        """Forget the failures: something worked."""
        self._last = self._base
