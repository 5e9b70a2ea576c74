"""The running consumer: its loops, and the order in which it starts and stops."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaError

from services.consumer.assignment import Assignment
from services.consumer.commits import CADENCE_SECONDS
from services.consumer.errors import CannotStart
from services.consumer.gate import Gate
from services.consumer.health import HealthServer, Pulse
from services.consumer.intake import Intake
from services.consumer.kafka_in import KafkaIn
from services.consumer.logs import fields
from services.consumer.metrics import Metrics
from services.consumer.retry import Backoff
from services.consumer.shutdown import quiesce

logger = logging.getLogger(__name__)

GAUGE_SECONDS: Final = 1.0
TOPIC_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that runs, put together by the composition root."""

    consumer: AIOKafkaConsumer
    producer: AIOKafkaProducer
    topics: tuple[str, ...]
    dlq_topic: str
    kafka: KafkaIn
    assignment: Assignment
    intake: Intake
    gate: Gate
    pulse: Pulse
    metrics: Metrics
    health: HealthServer

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set, or a loop ends for a reason that nobody foresaw: then it raises that.

        Raises CannotStart for a topic that does not exist. Whoever calls stops the clients.
        """
        self.consumer.subscribe(topics=list(self.topics), listener=self.assignment)
        if await self._reached(self.producer, stop):
            await self._require_topics()
            if await self._reached(self.consumer, stop):
                await self._run_loops(stop)

    async def _run_loops(self, stop: asyncio.Event) -> None:
        intake = asyncio.create_task(self.intake.run(), name="intake")
        commits = asyncio.create_task(self._every("commits", CADENCE_SECONDS, self.assignment.commit))
        gauges = asyncio.create_task(self._every("gauges", GAUGE_SECONDS, self._observe))
        stopped = asyncio.create_task(stop.wait())
        logger.info("started", extra=fields(topics=self.topics))
        await asyncio.wait([intake, commits, gauges, stopped], return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        await quiesce(self, intake, (commits, gauges))
        for loop in (intake, commits, gauges):
            if not loop.cancelled() and (error := loop.exception()) is not None:
                raise error

    async def _reached(self, client: AIOKafkaProducer | AIOKafkaConsumer, stop: asyncio.Event) -> bool:
        """Start a client; brokers that are down are waited for. False when `stop` came first."""
        backoff = Backoff(base=0.5)
        while not stop.is_set():
            # A join can take a session and a rebalance of others: longer than a loop may stand still.
            start = asyncio.create_task(client.start())
            while not start.done() and not stop.is_set():
                self.pulse.beat("start")
                await asyncio.wait([start], timeout=0.2)
            if not start.done():
                start.cancel()
                await asyncio.wait([start], timeout=1.0)
                break
            self.pulse.end("start")
            try:
                start.result()
            except KafkaConnectionError as error:
                logger.warning("brokers_unreachable", extra=fields(error=repr(error)))
                await asyncio.sleep(backoff.next())
            else:
                return True
        return False

    async def _require_topics(self) -> None:
        """A dead letter must have a place before the first one is needed."""
        for topic in (*self.topics, self.dlq_topic):
            try:
                async with asyncio.timeout(TOPIC_SECONDS):
                    await self.producer.partitions_for(topic)
            except (TimeoutError, KafkaError) as error:
                raise CannotStart(f"topic {topic} does not exist: create it, or name another") from error

    async def _every(self, name: str, seconds: float, do: Callable[[], Awaitable[None]]) -> None:
        while True:
            self.pulse.beat(name)
            await do()
            await asyncio.sleep(seconds)

    async def _observe(self) -> None:
        self.metrics.stopped.set(len(self.gate.reasons))
        lanes = self.assignment.current
        if lanes is None:
            return
        self.metrics.oldest.set(lanes.epoch.oldest_age())
        for partition in lanes.epoch.partitions:
            end = self.kafka.end_of(partition)
            if end is not None:
                lag = max(0, end - lanes.epoch.committed(partition))
                self.metrics.lag.labels(partition.topic, str(partition.number)).set(lag)
