"""How many calls of one operation may be in flight: found by trying, halved by a throttle."""

import asyncio
from collections import deque

_INITIAL = 32.0
_CEILING = 256.0


class AdaptiveLimit:
    """A window of calls in flight, shared by every caller of one operation.

    Additive increase: one more for each full window of answers. Halved by a throttle, but once per
    window: the calls that were already in flight when it was halved say nothing new.
    """

    def __init__(self, initial: float = _INITIAL, ceiling: float = _CEILING) -> None:
        self._limit = initial
        self._ceiling = ceiling
        self._in_flight = 0
        self._generation = 0
        self._waiting: deque[asyncio.Future[None]] = deque()

    @property
    def limit(self) -> float:
        """The present window; calls in flight stay below it, one is always allowed."""
        return self._limit

    @property
    def in_flight(self) -> int:
        """Calls admitted and not yet released."""
        return self._in_flight

    @property
    def waiting(self) -> int:
        """Calls that wait for a place."""
        return len(self._waiting)

    @property
    def has_room(self) -> bool:
        """Whether a call would be admitted at once."""
        return not self._waiting and self._has_room()

    async def acquire(self) -> int:
        """Wait for a place, first come first served. The result goes back into `release`."""
        if not self.has_room:
            place = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            try:
                await place
            except asyncio.CancelledError:
                self._give_up(place)
                raise
        else:
            self._in_flight += 1
        return self._generation

    def release(self, admitted: int, *, throttled: bool | None) -> None:
        """Give the place back. `throttled` is None when the call told nothing (it timed out)."""
        self._in_flight -= 1
        if throttled and admitted == self._generation:
            self._limit = max(1.0, self._limit / 2)
            self._generation += 1
        elif throttled is False:
            self._limit = min(self._ceiling, self._limit + 1 / self._limit)
        self._admit()

    def _has_room(self) -> bool:
        return self._in_flight < int(self._limit)

    def _admit(self) -> None:
        while self._waiting and self._has_room():
            place = self._waiting.popleft()
            if not place.done():
                self._in_flight += 1
                place.set_result(None)

    def _give_up(self, place: asyncio.Future[None]) -> None:
        if place.done() and not place.cancelled():
            self._in_flight -= 1
            self._admit()
        elif place in self._waiting:
            self._waiting.remove(place)
