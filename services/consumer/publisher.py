"""PutEvents: packs what many lanes publish, and tells each lane what became of its entries."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final, Protocol

from services.consumer.batching import Batcher
from services.consumer.errors import NotYetPublished, RefusedAltogether, Unavailable
from services.consumer.gate import Gate
from services.consumer.metrics import Metrics
from services.consumer.packing import ENTRIES, REQUEST_BYTES, Entry, Parcel, entry_of, parcels
from services.consumer.ports import Checkpoint, Published, Refusal
from services.consumer.verdicts import Verdict, verdict_of
from services.core.awsio.errors import AccessDenied, Invalid, NotFound
from services.core.contracts.envelope import Envelope

SERVICE: Final = "bus"

Outcome = Refusal | Exception | None
"""Of one entry: None when the bus has it."""


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
        self._batcher: Batcher[Parcel, list[Outcome]] = Batcher(self._send, most=ENTRIES, size=REQUEST_BYTES)
        self._accepted = metrics.published.labels("accepted")

    async def publish(self, envelopes: Sequence[Envelope]) -> Published:
        """What became of each entry; `failure` is why one is neither accepted nor refused."""
        refused: list[Refusal] = []
        entries: list[Entry] = []
        for envelope in envelopes:
            try:
                entries.append(entry_of(envelope, self._bus))
            except (TypeError, ValueError) as error:
                refused.append(Refusal(envelope, "NotJson", str(error)))
        accepted: set[str] = set()
        failure: BaseException | None = None
        # All are asked for before the first answer is waited for.
        for parcel, waiting in [(one, self._batcher.answer(one)) for one in parcels(entries)]:
            try:
                outcomes = await waiting
            except Exception as error:  # noqa: BLE001 - of whatever kind, it is what the caller is told
                failure = error
                continue
            for entry, outcome in zip(parcel.entries, outcomes, strict=True):
                if outcome is None:
                    accepted.add(entry.envelope.id)
                elif isinstance(outcome, Refusal):
                    refused.append(outcome)
                else:
                    failure = outcome
        self._count(len(accepted), len(refused), len(entries))
        return Published(frozenset(accepted), tuple(refused), failure)

    async def _send(self, asked: Sequence[Parcel]) -> list[list[Outcome] | Exception]:
        outcomes = iter(await self._outcomes([entry for parcel in asked for entry in parcel.entries]))
        return [list(islice(outcomes, parcel.places)) for parcel in asked]

    async def _outcomes(self, entries: Sequence[Entry]) -> list[Outcome]:
        try:
            answer = await self._aws.events("PutEvents", {"Entries": [entry.wire for entry in entries]})
        except (AccessDenied, NotFound) as error:
            raise self._refused_altogether(str(error)) from error
        except Invalid as error:
            if len(entries) == 1:
                return [self._judge(entries[0], error.code, error.message)]
            # A request is refused whole for one bad entry: alone, the bad one shows itself.
            return [await self._alone(entry) for entry in entries]
        results: list[dict[str, Any]] = answer.get("Entries", [])
        if len(results) != len(entries):
            raise Unavailable(f"{len(results)} answers to {len(entries)} entries: which is whose?")
        self._checkpoint("row-7")
        outcomes = [self._outcome(*pair) for pair in zip(entries, results, strict=True)]
        if None in outcomes and any(outcomes):
            self._checkpoint("row-6")
        return outcomes

    async def _alone(self, entry: Entry) -> Outcome:
        try:
            return (await self._outcomes([entry]))[0]
        except Exception as error:  # noqa: BLE001 - the others keep what became of them
            return error

    def _outcome(self, entry: Entry, result: Mapping[str, Any]) -> Outcome:
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
        self._accepted.inc(accepted)
        if accepted < sent:
            self._metrics.published.labels("refused").inc(refused)
            self._metrics.published.labels("again").inc(max(0, sent - accepted - refused))
