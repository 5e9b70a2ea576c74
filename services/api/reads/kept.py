"""Answers that are the same for everybody, kept for a second: however many ask, they are made once."""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Final

KEPT_SECONDS: Final = 1.0
"""An index is as late: a list that is a second old is no news to whoever reads it."""

_MOST: Final = 256


@dataclass(frozen=True, slots=True)
class Answer:
    """A body, and its entity tag: the same content has the same one in every process."""

    body: bytes
    tag: str


class Kept:
    """Only for what no caller sees otherwise than another. An error is kept for nobody."""

    def __init__(self, seconds: float = KEPT_SECONDS, now: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._now = now
        self._answers: OrderedDict[Hashable, tuple[float, Answer]] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[Answer]] = {}

    async def get(self, question: Hashable, make: Callable[[], Awaitable[bytes]]) -> Answer:
        """The answer, made when there is none that is fresh. Raises what `make` raises."""
        known = self._answers.get(question)
        if known is not None and self._now() - known[0] < self._seconds:
            return known[1]
        task = self._making.get(question)
        if task is None:
            task = self._making[question] = asyncio.create_task(self._make(question, make))
            task.add_done_callback(lambda _: self._making.pop(question, None))
        # Shielded: who goes away does not take the answer from the others.
        return await asyncio.shield(task)

    async def _make(self, question: Hashable, make: Callable[[], Awaitable[bytes]]) -> Answer:
        # Its age counts from before it was read.
        at = self._now()
        body = await make()
        answer = Answer(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')
        self._answers[question] = (at, answer)
        self._answers.move_to_end(question)
        if len(self._answers) > _MOST:
            self._answers.popitem(last=False)
        return answer
