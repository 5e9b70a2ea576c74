"""Gathers what many lanes ask for into few requests, and gives each lane its own answer."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Final, Generic, Protocol, TypeVar

from services.consumer.errors import Unavailable
from services.core.awsio.errors import Invalid
from services.core.errors import FlightPulseError

logger = logging.getLogger(__name__)

SENDERS: Final = 8
"""Requests of one kind at a time; 25 rows each at 20 ms are 10,000 rows a second."""


class Ask(Protocol):
    """What one lane asks for, as a whole in one request.

    `name` is what a request may not hold twice; `places` and `size` are its shares of the two limits.
    """

    @property
    def name(self) -> Hashable: ...
    @property
    def places(self) -> int: ...
    @property
    def size(self) -> int: ...


Q = TypeVar("Q", bound=Ask)
A = TypeVar("A")


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
        """`send` makes one request of asks whose places add up to at most `most`, their sizes to `size`.

        An ask that is larger than a limit goes alone.

        It returns an answer or an error for each, in their order, or raises for all of them.
        """
        self._send = send
        self._most = most
        self._size = size
        self._limit = senders
        self._waiting: deque[tuple[Q, asyncio.Future[A]]] = deque()
        self._senders: set[asyncio.Task[None]] = set()
        self._starting = False

    def answer(self, ask: Q) -> "asyncio.Future[A]":
        """The answer to be, or what became of the ask instead.

        A future that is cancelled before its request is made takes the ask along.
        """
        answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self._waiting.append((ask, answer))
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

    def _take(self) -> list[tuple[Q, "asyncio.Future[A]"]]:
        batch: list[tuple[Q, asyncio.Future[A]]] = []
        later: list[tuple[Q, asyncio.Future[A]]] = []
        names: set[Hashable] = set()
        places = size = 0
        waiting = self._waiting
        while waiting and places < self._most:
            ask, answer = waiting[0]
            if batch and (places + ask.places > self._most or size + ask.size > self._size):
                break
            waiting.popleft()
            if answer.done():  # its lane has ended with its epoch
                continue
            if ask.name in names:
                later.append((ask, answer))
                continue
            names.add(ask.name)
            batch.append((ask, answer))
            places += ask.places
            size += ask.size
        waiting.extendleft(reversed(later))
        return batch

    async def _settle(self, batch: Sequence[tuple[Q, "asyncio.Future[A]"]]) -> None:
        try:
            answers = await self._send([ask for ask, _ in batch])
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
            for (_, waiting), answer in zip(batch, answers, strict=True):
                _hand_over(waiting, answer)


def _fail(batch: Sequence[tuple[Q, "asyncio.Future[A]"]], error: Exception) -> None:
    for _, waiting in batch:
        _hand_over(waiting, error)


def _hand_over(waiting: "asyncio.Future[A]", answer: A | Exception) -> None:
    if waiting.done():  # its lane has gone with its epoch
        return
    if isinstance(answer, Exception):
        waiting.set_exception(answer)
    else:
        waiting.set_result(answer)
