"""What waits for one viewer: a bounded line of frames."""

import asyncio
from collections import deque
from typing import Final

from services.api.live.frames import frame

MOST_BYTES: Final = 1024 * 1024
"""So much may wait for a viewer; a busy minute of a large airline is a third of it."""

SLOW: Final = frame("reset", {"reason": "the reader was too slow"})


class Subscription:
    """Filled by the hub, emptied by the stream of one viewer. Ended, it gives out what is in it and stops."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._waiting: deque[bytes] = deque()
        self._bytes = 0
        self._changed = asyncio.Event()
        self._ended = False

    @property
    def ended(self) -> bool:
        """Whether nothing will come any more, and nothing waits."""
        return self._ended and not self._waiting

    def send(self, chunk: bytes) -> None:
        """Never waits. A viewer for whom too much waits is told to begin anew, and its stream ends."""
        if self._ended:
            return
        if self._bytes + len(chunk) > self._most:
            self.end(SLOW)
            return
        self._waiting.append(chunk)
        self._bytes += len(chunk)
        self._changed.set()

    def end(self, last: bytes | None = None) -> None:
        """No more. With a last word, what waits is dropped for it."""
        if self._ended:
            return
        self._ended = True
        if last is not None:
            self._waiting.clear()
            self._waiting.append(last)
        self._changed.set()

    async def next(self, seconds: float) -> bytes | None:
        """What waits, all of it; None when nothing came in so many seconds, or at the end."""
        if not self._waiting and not self._ended:
            self._changed.clear()
            try:
                async with asyncio.timeout(seconds):
                    await self._changed.wait()
            except TimeoutError:
                return None
        chunk = b"".join(self._waiting)
        self._waiting.clear()
        self._bytes = 0
        return chunk or None
