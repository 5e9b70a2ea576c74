"""The running consumer: its loops, and the order in which it starts and stops."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaError

from services.consumer.assignment import Assignment
from services.consumer.commits import CADENCE_SECONDS
from services.consumer.errors import CannotStart, TwinMembers
from services.consumer.gate import Gate
from services.consumer.health import HealthServer, Pulse
from services.consumer.intake import Intake
from services.consumer.kafka_in import KafkaIn
from services.consumer.logs import fields
from services.consumer.membership import Membership
from services.consumer.metrics import Metrics
from services.consumer.ports import Checkpoint, no_checkpoint
from services.consumer.report import Reporter
from services.consumer.retry import Backoff
from services.consumer.shutdown import quiesce
from services.consumer.twins import Twins
from services.core.contracts.metrics import PERIOD_SECONDS

logger = logging.getLogger(__name__)

LOOP_SECONDS: Final = 1.0
TOPIC_SECONDS: Final = 20.0
LATENESS_SECONDS: Final = 0.1


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that runs, put together by the composition root."""

    producer: AIOKafkaProducer
    topics: tuple[str, ...]
    dlq_topic: str
    kafka: KafkaIn
    assignment: Assignment
    membership: Membership
    twins: Twins
    intake: Intake
    gate: Gate
    pulse: Pulse
    metrics: Metrics
    health: HealthServer
    reporter: Reporter
    minders: Mapping[str, tuple[float, Callable[[], Awaitable[None]]]] = field(default_factory=dict)
    """What looks after the rest: by name, how often in seconds, and the look."""

    checkpoint: Checkpoint = no_checkpoint

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop` is set, or a loop ends for a reason that nobody foresaw: then it raises that.

        Raises CannotStart for a topic that does not exist, TwinMembers for a second one of us. Whoever
        calls stops the clients.
        """
        self.membership.begin()
        if await self._reached(self.producer, stop):
            await self._require_topics()
            if await self._reached(self.kafka.consumer, stop):
                await self._run_loops(stop)

    async def _run_loops(self, stop: asyncio.Event) -> None:
        intake = asyncio.create_task(self.intake.run(), name="intake")
        commits = asyncio.create_task(
            self._every("commits", CADENCE_SECONDS, self.assignment.commit), name="commits"
        )
        lateness = asyncio.create_task(self._every("lateness", LOOP_SECONDS, self._measure_lateness))
        reports = asyncio.create_task(self._report_every(PERIOD_SECONDS))
        minders = [asyncio.create_task(self._every(one, *how), name=one) for one, how in self.minders.items()]
        stopped = [asyncio.create_task(one.wait()) for one in (stop, self.twins.found)]
        logger.info("started", extra=fields(topics=self.topics))
        loops = (commits, lateness, reports, *minders)
        await asyncio.wait([intake, *loops, *stopped], return_when=asyncio.FIRST_COMPLETED)
        for one in stopped:
            one.cancel()
        astray = [loop.get_name() for loop in (intake, *loops) if loop.cancelled()]
        self.membership.end()
        await quiesce(self, intake, loops)
        for loop in (intake, *loops):
            if not loop.cancelled() and (error := loop.exception()) is not None:
                raise error
        if astray:
            # Not by us, and not an end in good order: whoever starts the process has to see that it failed.
            raise RuntimeError(f"cancelled from inside: {', '.join(astray)}")
        if self.twins.found.is_set():
            raise TwinMembers(
                "another live member of the group has our FLIGHTPULSE_KAFKA_INSTANCE_ID: give each task one"
                " of its own, or none at all"
            )

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

    async def _measure_lateness(self) -> None:
        """A tenth of a second that lasts longer says that the event loop was busy with something else."""
        began = time.monotonic()
        await asyncio.sleep(LATENESS_SECONDS)
        self.metrics.loop_lag.set(max(0.0, time.monotonic() - began - LATENESS_SECONDS))

    async def _report_every(self, seconds: float) -> None:
        while True:
            await asyncio.sleep(seconds)
            self.reporter.report()
