"""The dead-letter topic: what cannot be handled, byte for byte, with the reason in headers."""

import logging
from typing import Any, Final

import msgspec

from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.ports import BadBatch, Checkpoint, Headers, Kafka, Refusal, no_checkpoint
from services.consumer.records import Record
from services.core.clock import Clock, format_instant
from services.core.contracts.dead_letters import CORRUPT_BATCH, ENVELOPE_REFUSED, KEPT_PREFIX, PREFIX, REPLAY
from services.core.table.flight_item import Outbox

logger = logging.getLogger(__name__)

MESSAGE_LIMIT: Final = 2048


class KafkaDeadLetters:
    """Each call returns when the topic has the record: only then may the offset be done."""

    def __init__(
        self,
        kafka: Kafka,
        topic: str,
        group: str,
        app_version: str,
        clock: Clock,
        metrics: Metrics,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._kafka = kafka
        self._topic = topic
        self._group = group
        self._app_version = app_version
        self._clock = clock
        self._metrics = metrics
        self._checkpoint = checkpoint

    async def bury(self, record: Record, reason: str, error: BaseException, failures: int = 1) -> None:
        """Key, value and headers as they came; a header of its own like ours is kept under `dlq.replay.`."""
        where = (record.partition.topic, record.partition.number, record.offset)
        headers = [
            *((_renamed(name), value) for name, value in record.headers),
            *self._headers(reason, type(error).__name__, str(error), where, failures),
            (f"{PREFIX}source.timestamp", str(record.timestamp).encode()),
        ]
        await self._send(record.key, record.value, headers, reason, record.where)

    async def bury_envelope(self, refusal: Refusal, origin: Outbox) -> None:
        """The envelope that the bus refused. Its flight goes on: the state says the same."""
        envelope = refusal.envelope
        where = (origin.topic, origin.partition, origin.last_offset)
        headers = [
            *self._headers(ENVELOPE_REFUSED, refusal.code, refusal.message, where, 1),
            (f"{PREFIX}detail_type", envelope.detail_type.encode()),
            (f"{PREFIX}envelope.id", envelope.id.encode()),
        ]
        key = str(envelope.detail.get("flightKey", "")).encode()
        await self._send(key, _body(envelope.detail), headers, ENVELOPE_REFUSED, envelope.id)

    async def bury_batch(self, batch: BadBatch) -> None:
        """A batch that cannot be read: its bytes, and which offsets it takes with it."""
        where = (batch.partition.topic, batch.partition.number, batch.first)
        text = f"offsets {batch.first} to {batch.next - 1} have a wrong checksum on the broker"
        headers = [
            *self._headers(CORRUPT_BATCH, "BatchCorrupt", text, where, 1),
            (f"{PREFIX}source.last_offset", str(batch.next - 1).encode()),
        ]
        await self._send(None, batch.data, headers, CORRUPT_BATCH, batch.record.where)

    async def _send(
        self, key: bytes | None, value: bytes | None, headers: Headers, reason: str, what: str
    ) -> None:
        await self._kafka.send(self._topic, key, value, headers)
        self._checkpoint("row-12")
        self._metrics.dead_letters.labels(reason).inc()
        logger.error("dead_lettered", extra=fields(record=what, reason=reason))

    def _headers(
        self, reason: str, kind: str, message: str, where: tuple[str, int, int], failures: int
    ) -> list[tuple[str, bytes]]:
        topic, partition, offset = where
        text = {
            "reason": reason,
            "error.type": kind,
            "error.message": message[:MESSAGE_LIMIT],
            "source.topic": topic,
            "source.partition": str(partition),
            "source.offset": str(offset),
            "group": self._group,
            "failure.count": str(failures),
            "first_failed_at": format_instant(self._clock.now()),
            "app_version": self._app_version,
        }
        return [(PREFIX + name, value.encode("utf-8", "replace")) for name, value in text.items()]


def _renamed(name: str) -> str:
    """The count of replays stays under its name: it is what `flightpulse dlq` wrote, and counts on."""
    if name == REPLAY or not name.startswith(PREFIX):
        return name
    return KEPT_PREFIX + name.removeprefix(PREFIX)


def _body(detail: Any) -> bytes:
    """JSON where possible; a detail that is none is kept as its representation rather than lost."""
    try:
        return msgspec.json.encode(detail)
    except (TypeError, ValueError, msgspec.EncodeError):
        return repr(detail).encode("utf-8", "replace")
