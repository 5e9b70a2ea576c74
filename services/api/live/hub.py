"""One reader of the feed for all viewers of a process, at work only while somebody watches."""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from services.api.live.feed import FAR, ChangeFeed
from services.api.live.frames import HEARTBEAT_SECONDS, frame
from services.api.live.members import Members
from services.api.live.memory import Memory, Shown
from services.api.live.operations import operations
from services.api.live.rows import Row
from services.api.live.subscription import MOST_BYTES, Subscription
from services.api.ports import Table
from services.core.awsio.errors import AwsError
from services.core.clock import HOUR, Clock, Instant
from services.core.errors import Retryable

_LOGGER = logging.getLogger(__name__)

BROKEN: Final = frame("reset", {"reason": "the board failed"})
TOO_OLD: Final = frame("reset", {"reason": "the table did not answer for too long"})


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between polls of the feed and of the members, and from the last viewer to the end."""

    poll: float = 1.0
    members: float = 5.0
    idle: float = 60.0
    longest_pause: float = 10.0


Listener = Callable[[Collection[Shown]], None]


class Closed(Retryable):
    """The process is about to end."""


class Hub:
    """`clock` is the wall. `replay`: business time is the latest that a flight was seen at, not now."""

    def __init__(self, table: Table, clock: Clock, *, replay: bool = False, pace: Pace | None = None) -> None:
        self._table = table
        self._clock = clock
        self._replay = replay
        self._pace = pace or Pace()
        self._members = Members(table)
        self._viewers: set[Subscription] = set()
        self._task: asyncio.Task[None] | None = None
        self._loaded: asyncio.Future[None] | None = None
        self._used_at = 0.0
        self._closed = False
        self._row: Row | None = None
        self.memory = Memory(0)
        self.position: Instant = 0
        self.polls = 0
        self.listeners: list[Listener] = []
        self.on_load: list[Callable[[], None]] = []

    @property
    def viewers(self) -> int:
        """Streams that are open."""
        return len(self._viewers)

    @property
    def operations(self) -> Row:
        """As they stand; the members as they were read last."""
        now = self._clock.now()
        return operations(self.memory, self._members.known, now, self.memory.as_of if self._replay else now)

    async def ready(self) -> None:
        """Until the last hour is known, read once however many wait for it. Raises AwsError or Closed."""
        if self._closed:
            raise Closed("the board is about to end here")
        self._used_at = time.monotonic()
        if self._task is None or self._task.done():
            self._loaded = asyncio.get_running_loop().create_future()
            self._task = asyncio.create_task(self._run(self._loaded), name="board")
        assert self._loaded is not None  # noqa: S101 - made with the task
        await asyncio.shield(self._loaded)

    def subscribe(self, position: Instant | None) -> Subscription:
        """A viewer, with all that it missed since its position, if that is known. After `ready`."""
        subscription = Subscription()
        missed = self._missed(position)
        hello = {"resumed": missed is not None, "heartbeatSeconds": int(HEARTBEAT_SECONDS)}
        figures = frame("operations", self.operations, str(self.position))
        subscription.send(frame("hello", hello) + (missed or b"") + figures)
        if self._closed:
            subscription.end()
        self._viewers.add(subscription)
        return subscription

    def leave(self, subscription: Subscription) -> None:
        """The viewer has gone."""
        self._viewers.discard(subscription)
        self._used_at = time.monotonic()

    async def close(self) -> None:
        """Every stream ends, and the reader too."""
        self._closed = True
        self._end_all(None)
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    def _missed(self, position: Instant | None) -> bytes | None:
        """Frames of what appeared since; None when that is not known, or more than may wait."""
        ahead = self._clock.now() + FAR
        if position is None or not self.memory.complete_since <= position - FAR <= ahead:
            return None
        frames = b"".join(self._frame(shown) for shown in self.memory.since(position - FAR))
        return frames if len(frames) <= MOST_BYTES // 2 else None

    async def _run(self, loaded: "asyncio.Future[None]") -> None:
        feed = ChangeFeed(self._table)
        try:
            await self._load(feed)
        except AwsError as error:
            loaded.set_exception(error)
            return
        except BaseException:
            loaded.cancel()
            raise
        loaded.set_result(None)
        try:
            await self._follow(feed)
        except Exception:
            # The loop boundary: without it viewers would wait for ever. The next one starts it again.
            _LOGGER.exception("the board's feed ended")
            self._end_all(BROKEN)

    async def _follow(self, feed: ChangeFeed) -> None:
        pause, next_members = self._pace.poll, 0.0
        while self._viewers or time.monotonic() - self._used_at < self._pace.idle:
            try:
                if time.monotonic() >= next_members:
                    await self._read_members()
                    next_members = time.monotonic() + self._pace.members
                await self._poll(feed)
                pause = self._pace.poll
            except AwsError as error:
                pause = min(2 * pause, self._pace.longest_pause)
                _LOGGER.warning("the board's feed was not read", extra={"fields": {"error": str(error)}})
                if self._clock.now() - self.position > HOUR - FAR:
                    self._end_all(TOO_OLD)
                    return
            await asyncio.sleep(pause)

    async def _load(self, feed: ChangeFeed) -> None:
        now = self._clock.now()
        last_date = self.memory.last_date
        items, complete_since = await feed.begin(now - HOUR, now)
        self.memory = Memory(complete_since, last_date=last_date)
        for item in items:
            self.memory.take(item)
        await self._members.read()
        self.position = now
        for begin in self.on_load:
            begin()

    async def _poll(self, feed: ChangeFeed) -> None:
        now = self._clock.now()
        self.polls += 1
        items = await feed.poll(now)
        shown = [one for item in items if (one := self.memory.take(item)) is not None]
        self.memory.forget(now)
        self.position = now
        for listener in self.listeners:
            listener(shown)
        self._tell_all(b"".join(self._frame(one) for one in shown))

    async def _read_members(self) -> None:
        await self._members.read()
        row = self.operations
        if self._row is None or {**self._row, "at": row["at"]} != row:
            self._row = row
            self._tell_all(frame("operations", row, str(self.position)))

    def _frame(self, shown: Shown) -> bytes:
        return frame(shown.event, shown.row, str(self.position))

    def _tell_all(self, chunk: bytes) -> None:
        if chunk:
            for viewer in self._viewers:
                viewer.send(chunk)

    def _end_all(self, last: bytes | None) -> None:
        for viewer in self._viewers:
            viewer.end(last)
