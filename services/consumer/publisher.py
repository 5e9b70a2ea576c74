"""PutEvents: packs what many lanes publish, and tells each lane what became of its entries."""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from services.consumer.errors import NotYetPublished, RefusedAltogether, Unavailable
from services.consumer.gate import Gate
from services.consumer.metrics import Metrics
from services.consumer.packing import ENTRIES, REQUEST_BYTES, Entry, entry_of
from services.consumer.ports import Checkpoint, Published, Refusal
from services.consumer.verdicts import Verdict, verdict_of
from services.core.awsio.errors import AccessDenied, AwsError, Invalid, NotFound
from services.core.contracts.envelope import Envelope

logger = logging.getLogger(__name__)

SERVICE: Final = "bus"
SENDERS: Final = 8
"""PutEvents calls at a time; 10 entries each at 20 ms are 4,000 entries a second."""


class Events(Protocol):
    """The part of the AWS client that the publisher uses."""

    async def events(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class _Waiting:
    entry: Entry
    answer: "asyncio.Future[Refusal | None]"


class Publisher:
    """One attempt per call and entry. Only the lane repeats, so a slow flight holds up no other."""

    def __init__(self, aws: Events, bus: str, gate: Gate, metrics: Metrics, checkpoint: Checkpoint) -> None:
        self._aws = aws
        self._bus = bus
        self._gate = gate
        self._metrics = metrics
        self._checkpoint = checkpoint
        self._waiting: deque[_Waiting] = deque()
        self._senders: set[asyncio.Task[None]] = set()

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        """What became of each entry; `failure` is why one is neither accepted nor refused."""
        refused: list[Refusal] = []
        waiting: list[_Waiting] = []
        for envelope in envelopes:
            try:
                entry = entry_of(envelope, self._bus)
            except (TypeError, ValueError) as error:
                refused.append(Refusal(envelope, "NotJson", str(error)))
                continue
            waiting.append(_Waiting(entry, asyncio.get_running_loop().create_future()))
        self._waiting.extend(waiting)
        self._start_senders()
        answers = await asyncio.gather(*(one.answer for one in waiting), return_exceptions=True)
        accepted, failure = set(), None
        for one, answer in zip(waiting, answers, strict=True):
            if answer is None:
                accepted.add(one.entry.envelope.id)
            elif isinstance(answer, Refusal):
                refused.append(answer)
            else:
                failure = answer
        self._count(len(accepted), len(refused), len(waiting))
        return Published(frozenset(accepted), tuple(refused), failure)

    def _start_senders(self) -> None:
        # A sender begins in the next round of the event loop, so lanes of this round share requests.
        if self._waiting and len(self._senders) < SENDERS:
            sender = asyncio.create_task(self._send_waiting(), name="put events")
            self._senders.add(sender)
            sender.add_done_callback(self._senders.discard)

    async def _send_waiting(self) -> None:
        while self._waiting:
            batch = self._take()
            if self._waiting:
                self._start_senders()
            if batch:
                await self._send(batch)

    def _take(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        while self._waiting and len(batch) < ENTRIES:
            one = self._waiting[0]
            if batch and size + one.entry.size > REQUEST_BYTES:
                break
            self._waiting.popleft()
            if not one.answer.done():  # its lane has ended with its epoch
                batch.append(one)
                size += one.entry.size
        return batch

    async def _send(self, batch: Sequence[_Waiting]) -> None:
        try:
            results = await self._put(batch)
        except (AccessDenied, NotFound) as error:
            self._refused_altogether(batch, str(error))
        except Invalid as error:
            await self._after_invalid(batch, error)
        except AwsError as error:
            _fail(batch, error)
        except Exception as error:
            # A loop boundary: whatever it is, the lanes have to hear of it and try again.
            logger.exception("put_events_failed")
            _fail(batch, error)
        else:
            self._checkpoint("row-7")
            for one, result in zip(batch, results, strict=True):
                self._settle(one, result)

    async def _put(self, batch: Sequence[_Waiting]) -> list[dict[str, Any]]:
        answer = await self._aws.events("PutEvents", {"Entries": [one.entry.wire for one in batch]})
        results: list[dict[str, Any]] = answer.get("Entries", [])
        if len(results) != len(batch):
            raise Unavailable(f"{len(results)} answers to {len(batch)} entries: which is whose?")
        return results

    async def _after_invalid(self, batch: Sequence[_Waiting], error: Invalid) -> None:
        """A request is refused whole for one bad entry: alone, the bad one shows itself."""
        if len(batch) > 1:
            for one in batch:
                await self._send([one])
            return
        self._judge(batch[0], error.code, error.message)

    def _settle(self, one: _Waiting, result: Mapping[str, Any]) -> None:
        code = result.get("ErrorCode")
        if not code:
            self._gate.open(SERVICE)
            _answer(one, None)
            return
        self._judge(one, code, str(result.get("ErrorMessage", "")))

    def _judge(self, one: _Waiting, code: str, message: str) -> None:
        verdict = verdict_of(code)
        if verdict is Verdict.ENTRY_REFUSED:
            _answer(one, Refusal(one.entry.envelope, code, message))
        elif verdict is Verdict.ALL_REFUSED:
            self._refused_altogether([one], f"{code}: {message}")
        else:
            _fail([one], NotYetPublished(f"{code}: {message}"))

    def _refused_altogether(self, batch: Sequence[_Waiting], why: str) -> None:
        self._gate.shut(SERVICE, f"{self._bus}: {why}")
        _fail(batch, RefusedAltogether(why))

    def _count(self, accepted: int, refused: int, sent: int) -> None:
        outcomes = self._metrics.published
        outcomes.labels("accepted").inc(accepted)
        outcomes.labels("refused").inc(refused)
        outcomes.labels("again").inc(max(0, sent - accepted - refused))


def _answer(one: _Waiting, answer: Refusal | None) -> None:
    if not one.answer.done():
        one.answer.set_result(answer)


def _fail(batch: Sequence[_Waiting], error: Exception) -> None:
    for one in batch:
        if not one.answer.done():
            one.answer.set_exception(error)
