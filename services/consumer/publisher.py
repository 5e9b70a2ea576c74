"""PutEvents: packs what many lanes publish, and tells each lane what became of its entries."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol

from services.consumer.batching import Batcher
from services.consumer.errors import NotYetPublished, RefusedAltogether, Unavailable
from services.consumer.gate import Gate
from services.consumer.metrics import Metrics
from services.consumer.packing import ENTRIES, REQUEST_BYTES, Entry, entry_of
from services.consumer.ports import Checkpoint, Published, Refusal
from services.consumer.verdicts import Verdict, verdict_of
from services.core.awsio.errors import AccessDenied, Invalid, NotFound
from services.core.contracts.envelope import Envelope

SERVICE: Final = "bus"


class Events(Protocol):
    """The part of the AWS client that the publisher uses."""

    async def events(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]: ...


class Publisher:
    """One attempt per call and entry. Only the lane repeats, so a slow flight holds up no other."""

    def __init__(self, aws: Events, bus: str, gate: Gate, metrics: Metrics, checkpoint: Checkpoint) -> None:
        self._aws = aws
        self._bus = bus
        self._gate = gate
        self._metrics = metrics
        self._checkpoint = checkpoint
        self._batcher: Batcher[Entry, Refusal | None] = Batcher(self._send, most=ENTRIES, size=REQUEST_BYTES)

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        """What became of each entry; `failure` is why one is neither accepted nor refused."""
        refused: list[Refusal] = []
        entries: list[Entry] = []
        for envelope in envelopes:
            try:
                entries.append(entry_of(envelope, self._bus))
            except (TypeError, ValueError) as error:
                refused.append(Refusal(envelope, "NotJson", str(error)))
        answers = await asyncio.gather(*map(self._batcher.queue, entries), return_exceptions=True)
        accepted, failure = set(), None
        for entry, answer in zip(entries, answers, strict=True):
            if answer is None:
                accepted.add(entry.envelope.id)
            elif isinstance(answer, Refusal):
                refused.append(answer)
            else:
                failure = answer
        self._count(len(accepted), len(refused), len(entries))
        return Published(frozenset(accepted), tuple(refused), failure)

    async def _send(self, entries: Sequence[Entry]) -> list[Refusal | Exception | None]:
        try:
            answer = await self._aws.events("PutEvents", {"Entries": [entry.wire for entry in entries]})
        except (AccessDenied, NotFound) as error:
            raise self._refused_altogether(str(error)) from error
        except Invalid as error:
            if len(entries) > 1:
                raise  # the batcher finds out which entry it is
            return [self._judge(entries[0], error.code, error.message)]
        results: list[dict[str, Any]] = answer.get("Entries", [])
        if len(results) != len(entries):
            raise Unavailable(f"{len(results)} answers to {len(entries)} entries: which is whose?")
        self._checkpoint("row-7")
        outcomes = [self._outcome(*pair) for pair in zip(entries, results, strict=True)]
        if None in outcomes and any(outcomes):
            self._checkpoint("row-6")
        return outcomes

    def _outcome(self, entry: Entry, result: Mapping[str, Any]) -> Refusal | Exception | None:
        code = result.get("ErrorCode")
        if not code:
            self._gate.open(SERVICE)
            return None
        return self._judge(entry, code, str(result.get("ErrorMessage", "")))

    def _judge(self, entry: Entry, code: str, message: str) -> Refusal | Exception:
        verdict = verdict_of(code)
        if verdict is Verdict.ENTRY_REFUSED:
            return Refusal(entry.envelope, code, message)
        if verdict is Verdict.ALL_REFUSED:
            return self._refused_altogether(f"{code}: {message}")
        return NotYetPublished(f"{code}: {message}")

    def _refused_altogether(self, why: str) -> RefusedAltogether:
        self._gate.shut(SERVICE, f"{self._bus}: {why}")
        return RefusedAltogether(why)

    def _count(self, accepted: int, refused: int, sent: int) -> None:
        outcomes = self._metrics.published
        outcomes.labels("accepted").inc(accepted)
        outcomes.labels("refused").inc(refused)
        outcomes.labels("again").inc(max(0, sent - accepted - refused))
