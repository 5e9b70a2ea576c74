"""The event log port on Kafka."""

import asyncio
import logging
import random
from collections.abc import Mapping
from typing import Final

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from services.api.ports import LogUnavailable
from services.core.awsio.kafka_access import KafkaAccess

_LOGGER = logging.getLogger(__name__)
_FIRST_PAUSE_SECONDS: Final = 0.2
_LONGEST_PAUSE_SECONDS: Final = 5.0
_STOP_SECONDS: Final = 5.0


class KafkaLog:
    """`EventLog` on an idempotent producer: all replicas, keyed by flight, partitioned by murmur2.

    The API starts, and answers reads, without a broker; the producer joins when there is one.
    """

    def __init__(self, bootstrap: str, topic: str, access: KafkaAccess) -> None:
        self._topic = topic
        # aiokafka's default partitioner is murmur2, as Java's. No linger: one record is one request.
        self._producer = AIOKafkaProducer(
            bootstrap_servers=bootstrap,
            client_id="flightpulse-api",
            acks="all",
            enable_idempotence=True,
            linger_ms=0,
            **access.client_arguments(),
        )
        self._starting: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to look for the brokers."""
        self._starting = asyncio.create_task(self._start(), name="kafka-start")

    async def close(self) -> None:
        """Stop within a limit: with no broker left, aiokafka's own stop has none."""
        if self._starting is None:
            return
        if not self._starting.done():
            self._starting.cancel()
            await asyncio.gather(self._starting, return_exceptions=True)
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await self._producer.stop()
        except TimeoutError:
            _LOGGER.warning("the producer did not stop in time")
            await self._producer.client.close()
        except asyncio.CancelledError:
            # Without a broker aiokafka lets its own cancellation out; ours is counted in cancelling().
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            _LOGGER.warning("the producer stopped without a broker")

    async def append(self, key: bytes, value: bytes, headers: Mapping[str, str]) -> None:
        """Lasts as long as an outage does; see the port."""
        if not self._started:
            raise LogUnavailable("no broker has been reached yet")
        pairs = [(name, text.encode()) for name, text in headers.items()]
        try:
            await self._producer.send_and_wait(self._topic, value, key, headers=pairs)
        except KafkaError as error:
            fields = {"error": type(error).__name__}
            _LOGGER.warning("Kafka refused a record", extra={"fields": fields})
            raise LogUnavailable(f"Kafka refused the record: {type(error).__name__}") from error

    async def reachable(self) -> bool:
        """Asks a broker for its metadata: a cached answer would say yes for minutes."""
        return self._started and bool(await self._producer.client.force_metadata_update())

    @property
    def _started(self) -> bool:
        task = self._starting
        return task is not None and task.done() and not task.cancelled() and task.exception() is None

    async def _start(self) -> None:
        pause = _FIRST_PAUSE_SECONDS
        while True:
            try:
                await self._producer.start()
            except KafkaError as error:
                fields = {"error": type(error).__name__}
                _LOGGER.warning("no broker reached yet", extra={"fields": fields})
                await asyncio.sleep(pause * (0.5 + random.random() / 2))
                pause = min(_LONGEST_PAUSE_SECONDS, pause * 2)
            else:
                return
