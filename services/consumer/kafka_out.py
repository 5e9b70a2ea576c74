"""The producing side: one idempotent producer for re-keyed events and dead letters."""

import asyncio
import logging
from typing import Final

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.partitioner import murmur2

from services.consumer.errors import Unavailable
from services.consumer.logs import fields
from services.consumer.ports import Checkpoint, Headers, no_checkpoint
from services.core.awsio.kafka_access import KafkaAccess

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 30.0
"""How long to wait in silence for an acknowledgement; the wait itself has no end."""

MAX_REQUEST_BYTES: Final = 16 * 1024 * 1024
"""Far above what a source topic lets in, so that whatever came in fits into the dead-letter topic."""


def make_producer(bootstrap: str, access: KafkaAccess) -> AIOKafkaProducer:
    """acks=all and idempotent; no linger, since most sends are awaited one by one."""
    return AIOKafkaProducer(
        bootstrap_servers=bootstrap,
        acks="all",
        enable_idempotence=True,
        linger_ms=0,
        max_request_size=MAX_REQUEST_BYTES,
        **access.client_arguments(),
    )


class KafkaOut:
    """Sends that end only with an acknowledgement."""

    def __init__(
        self,
        producer: AIOKafkaProducer,
        patience: float = PATIENCE_SECONDS,
        checkpoint: Checkpoint = no_checkpoint,
    ) -> None:
        self._producer = producer
        self._checkpoint = checkpoint
        self._patience = patience

    async def send(self, topic: str, key: bytes | None, value: bytes | None, headers: Headers) -> None:
        """Returns when every in-sync replica has the record, however long that takes.

        The producer never gives up, and a record whose wait was abandoned is delivered later: so the
        same future is awaited again, and nothing is ever sent twice for want of patience. Raises
        Unavailable when the brokers refuse the record.
        """
        try:
            sent = await self._producer.send(topic, value=value, key=key, headers=list(headers))
            while not (await asyncio.wait([sent], timeout=self._patience))[0]:
                self._checkpoint("row-17")
                logger.warning("produce_waits", extra=fields(topic=topic, seconds=self._patience))
            await sent
        except KafkaError as error:
            raise Unavailable(f"{topic}: {error!r}") from error


def partition_of(key: bytes, partitions: int) -> int:
    """Where Java's and aiokafka's default partitioner puts a key."""
    return int((murmur2(key) & 0x7FFFFFFF) % partitions)
