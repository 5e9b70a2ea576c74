"""How often one caller may come: a token bucket for each, in this process."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

_MOST_CALLERS: Final = 10_000
"""Those that have not come for longest are forgotten, and begin with a full bucket."""

_BURST_SECONDS: Final = 2.0


class Rates:
    """`per_second` on average, and what two seconds give at once. Several processes count for themselves."""

    def __init__(self, per_second: float, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = per_second
        self._full = per_second * _BURST_SECONDS
        self._now = now
        self._buckets: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def wait(self, caller: Hashable) -> int:
        """0, and the request counts; or the seconds after which one will be let in."""
        now = self._now()
        left, at = self._buckets.get(caller, (self._full, now))
        left = min(self._full, left + (now - at) * self._rate)
        admitted = left >= 1
        self._buckets[caller] = (left - 1 if admitted else left, now)
        self._buckets.move_to_end(caller)
        if len(self._buckets) > _MOST_CALLERS:
            self._buckets.popitem(last=False)
        return 0 if admitted else math.ceil((1 - left) / self._rate)
