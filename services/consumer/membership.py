"""Our membership of the group: the client of now with its listener, and how another one takes its place."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from aiokafka import AIOKafkaConsumer
from aiokafka.errors import KafkaConnectionError

from services.consumer.assignment import Assignment
from services.consumer.kafka_in import KafkaIn
from services.consumer.listener import ClientListener
from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.retry import Backoff
from services.consumer.twins import Twins

logger = logging.getLogger(__name__)

DRAIN_SECONDS: Final = 5.0
STOP_SECONDS: Final = 8.0


class Membership:
    """Subscribes each client once. What a client was given before it was given up has no effect any more."""

    def __init__(
        self,
        kafka: KafkaIn,
        assignment: Assignment,
        topics: tuple[str, ...],
        make: Callable[[], AIOKafkaConsumer],
        metrics: Metrics,
        twins: Twins | None = None,
    ) -> None:
        """`twins` looks for a second member under our instance id; None where we have none."""
        self._kafka = kafka
        self._assignment = assignment
        self._topics = topics
        self._make = make
        self._metrics = metrics
        self._twins = twins
        self._listener = ClientListener(assignment, self._joined)
        self._starting: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Subscribe the client of now."""
        self._listener = ClientListener(self._assignment, self._joined)
        self._kafka.consumer.subscribe(topics=list(self._topics), listener=self._listener)

    async def renew(self) -> None:
        """End the epoch in good order if the client still can commit, and have another client join.

        Does not wait for it to have joined: the watchdog sees whether it does.
        """
        self.end()
        await self._assignment.finish(DRAIN_SECONDS)
        self._listener.cut_off()
        await self._assignment.abandon()
        await self._kafka.replace(self._make(), STOP_SECONDS)
        self.begin()
        self._metrics.recreated.inc()
        self._starting = asyncio.create_task(self._start(), name="join again")

    def end(self) -> None:
        """Join no more."""
        if self._starting is not None:
            self._starting.cancel()

    async def _start(self) -> None:
        backoff = Backoff(base=0.5)
        while True:
            try:
                await self._kafka.consumer.start()
            except KafkaConnectionError as error:
                logger.warning("brokers_unreachable", extra=fields(error=repr(error)))
                await asyncio.sleep(backoff.next())
            except Exception:
                # A loop boundary: whatever it is, the watchdog finds no assignment and takes another client.
                logger.exception("client_not_started")
                return
            else:
                return

    def _joined(self) -> None:
        if self._twins is not None:
            self._twins.assigned(self._kafka.generation)
