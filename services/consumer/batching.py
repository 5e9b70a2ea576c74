"""Gathers what many lanes ask for into few requests, and gives each lane its own answer."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar

from services.consumer.errors import Unavailable
from services.core.awsio.errors import Invalid
from services.core.errors import FlightPulseError

logger = logging.getLogger(__name__)

SENDERS: Final = 8
"""Requests of one kind at a time; 25 rows each at 20 ms are 10,000 rows a second."""


class Ask(Protocol):
    """What one lane asks for: `name` is what a request may not hold twice, `size` its share of the limit."""

    @property
    def name(self) -> Hashable: ...
    @property
    def size(self) -> int: ...


Q = TypeVar("Q", bound=Ask)
A = TypeVar("A")


@dataclass(slots=True)
class _Waiting(Generic[Q, A]):
    ask: Q
    answer: "asyncio.Future[A]"

    def settle(self, answer: A | Exception) -> None:
        """Hand over the answer, unless the lane has gone with its epoch."""
        if self.answer.done():
            return
        if isinstance(answer, Exception):
            self.answer.set_exception(answer)
        else:
            self.answer.set_result(answer)


class Batcher(Generic[Q, A]):
    """One attempt per ask. Only the lane repeats, so a slow flight holds up no other.

    A sender begins in the next round of the event loop: what the lanes of this round ask for shares
    requests, and a lane that is alone does not wait for others.
    """

    def __init__(
        self,
        send: Callable[[Sequence[Q]], Awaitable[Sequence[A | Exception]]],
        *,
        most: int,
        size: int,
        senders: int = SENDERS,
    ) -> None:
        """`send` makes one request of at most `most` asks, whose sizes add up to at most `size`.

        It returns an answer or an error for each, in their order, or raises for all of them.
        """
        self._send = send
        self._most = most
        self._size = size
        self._limit = senders
        self._waiting: deque[_Waiting[Q, A]] = deque()
        self._senders: set[asyncio.Task[None]] = set()
        self._starting = False

    async def answer(self, ask: Q) -> A:
        """The answer to one ask; raises what became of it instead."""
        return await self.queue(ask)

    def queue(self, ask: Q) -> "asyncio.Future[A]":
        """The answer to be. A future that is cancelled before its request is made takes the ask along."""
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(ask, answer))
        self._start_sender()
        return answer

    def _start_sender(self) -> None:
        if self._starting or len(self._senders) >= self._limit:
            return
        self._starting = True
        sender = asyncio.create_task(self._send_waiting(), name="batch sender")
        self._senders.add(sender)
        sender.add_done_callback(self._senders.discard)

    async def _send_waiting(self) -> None:
        self._starting = False
        while batch := self._take():
            if self._waiting:
                self._start_sender()
            await self._settle(batch)

    def _take(self) -> list[_Waiting[Q, A]]:
        batch: list[_Waiting[Q, A]] = []
        later: list[_Waiting[Q, A]] = []
        names: set[Hashable] = set()
        size = 0
        while self._waiting and len(batch) < self._most:
            one = self._waiting[0]
            if batch and size + one.ask.size > self._size:
                break
            self._waiting.popleft()
            if one.answer.done():  # its lane has ended with its epoch
                continue
            if one.ask.name in names:
                later.append(one)
                continue
            names.add(one.ask.name)
            batch.append(one)
            size += one.ask.size
        self._waiting.extendleft(reversed(later))
        return batch

    async def _settle(self, batch: Sequence[_Waiting[Q, A]]) -> None:
        try:
            answers = await self._send([one.ask for one in batch])
            if len(answers) != len(batch):
                raise Unavailable(f"{len(answers)} answers to {len(batch)} asks: which is whose?")
        except Invalid as error:
            if len(batch) == 1:
                _fail(batch, error)
                return
            # A request is refused whole for one bad ask: alone, the bad one shows itself.
            for one in batch:
                await self._settle([one])
        except Exception as error:
            # A loop boundary: whatever it is, the lanes have to hear of it and try again.
            if not isinstance(error, FlightPulseError):
                logger.exception("batch_failed")
            _fail(batch, error)
        else:
            for one, answer in zip(batch, answers, strict=True):
                one.settle(answer)


def _fail(batch: Sequence[_Waiting[Q, A]], error: Exception) -> None:
    for one in batch:
        one.settle(error)
