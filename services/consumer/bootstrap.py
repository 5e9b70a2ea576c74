"""The composition root: which adapters the consumer runs with."""

import asyncio
import logging
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Final

from services.consumer.alone import Alone
from services.consumer.around import Around
from services.consumer.assignment import Assignment
from services.consumer.checkpoints import crash_at
from services.consumer.closed_connections import expect_lost_connections
from services.consumer.codecs import require_codecs
from services.consumer.commits import Committer
from services.consumer.dead_letters import KafkaDeadLetters
from services.consumer.dispatch import Dispatcher
from services.consumer.errors import CannotStart
from services.consumer.exposition import StateCollector
from services.consumer.fold import Arrival, as_of_events
from services.consumer.gate import Gate
from services.consumer.health import HealthServer, Pulse
from services.consumer.intake import Intake, may_hold
from services.consumer.kafka_clients import make_consumer, make_reader
from services.consumer.kafka_in import KafkaIn
from services.consumer.kafka_out import KafkaOut, make_producer, partition_of
from services.consumer.logs import fields
from services.consumer.membership import Membership
from services.consumer.metrics import Metrics
from services.consumer.minders import minders_of
from services.consumer.observe import Observer
from services.consumer.ports import Bus, Kafka, no_checkpoint
from services.consumer.presence import Presence
from services.consumer.publisher import Publisher
from services.consumer.rekey import Rekeyer
from services.consumer.report import Reporter
from services.consumer.retry import Backoff
from services.consumer.runs import Runs
from services.consumer.salvage import Salvage
from services.consumer.service import Service
from services.consumer.settings import Settings
from services.consumer.shutdown import stop_clients
from services.consumer.store import DynamoStore
from services.consumer.table.calls import TableCalls
from services.consumer.table.history import HistoryRows
from services.consumer.table.partition_runs import PartitionRuns
from services.consumer.tools import Tools
from services.consumer.traced import TracedBus, TracedKafka
from services.consumer.tracing import Traces
from services.consumer.twins import Twins
from services.core.awsio.client import AwsClient
from services.core.clock import Instant, WallClock
from services.core.embedded_metrics import metrics_to
from services.core.table.member_item import EVERY_SECONDS
from services.core.tracing.port import Tracer
from services.core.tracing.settings import TracingSettings

logger = logging.getLogger(__name__)

SLOTS: Final = 128
"""Lanes at work at a time: 128 of about 10 ms each are more than 10,000 turns a second."""

HANDLER_ATTEMPTS: Final = 5
DRAIN_SECONDS: Final = 15.0
COMMIT_SECONDS: Final = 10.0
SPANS_SECONDS: Final = 3.0


async def run(settings: Settings, stop: asyncio.Event) -> None:
    """The consumer with its real adapters, until `stop` is set. Raises CannotStart."""
    require_codecs()
    expect_lost_connections()
    tracer = _tracer(settings.telemetry.tracing)
    async with AwsClient(settings.region) as aws:
        service = build(settings, aws, tracer)
        try:
            await _listen(service.health, settings)
            await service.run(stop)
        finally:
            # Also when nothing was started: the clients hold sockets from the moment they are made.
            await stop_clients(service)
            await service.health.stop()
            if tracer is not None:
                tracer.close(SPANS_SECONDS)


def _tracer(settings: TracingSettings | None) -> Tracer | None:
    """The SDK is loaded only where it is wanted: it costs 15 MB and a third of a second."""
    if settings is None:
        return None
    from services.core.otel.tracer import SdkTracer

    return SdkTracer(settings)


async def _listen(health: HealthServer, settings: Settings) -> None:
    host, port = settings.http_host, settings.http_port
    try:
        bound = await health.start(host, port)
    except OSError as error:
        raise CannotStart(
            f"cannot listen on {host}:{port} ({error.strerror or error}): free it, or set"
            " FLIGHTPULSE_HTTP_HOST and FLIGHTPULSE_HTTP_PORT to an address that is free"
        ) from error
    logger.info("listening", extra=fields(host=host, port=bound))


def build(settings: Settings, aws: AwsClient, tracer: Tracer | None = None) -> Service:
    """Put everything together; nothing is connected yet."""
    checkpoint = crash_at(settings.crash_at) if settings.crash_at else no_checkpoint
    metrics, gate, pulse = Metrics(), Gate(), Pulse()
    producer = make_producer(settings.kafka_bootstrap, settings.kafka_access)
    out = _traced_kafka(KafkaOut(producer, checkpoint=checkpoint), settings, tracer)
    kafka = _kafka_in(settings)
    store = DynamoStore(aws, settings.table, settings.status_shards, gate, checkpoint)
    tools = Tools(
        store=store,
        bus=_traced_bus(Publisher(aws, settings.bus, gate, metrics, checkpoint), settings, tracer),
        dead_letters=KafkaDeadLetters(
            out,
            settings.dlq_topic,
            settings.kafka_group,
            settings.app_version,
            WallClock(),
            metrics,
            checkpoint,
        ),
        metrics=metrics,
        as_of=_business_time(settings.clock),
        checkpoint=checkpoint,
        slots=asyncio.Semaphore(SLOTS),
        backoff=Backoff,
        handler_attempts=HANDLER_ATTEMPTS,
        traces=Traces(tracer, settings.kafka_group) if tracer else None,
    )
    committer = Committer(
        kafka, metrics, timeout=_commit_seconds(settings), time=time.monotonic, checkpoint=checkpoint
    )
    calls = TableCalls(aws, settings.table, gate)
    runs = Runs(
        PartitionRuns(calls, HistoryRows(calls), settings.kafka_group), may_hold, owner=uuid.uuid4().hex
    )
    assignment = Assignment(kafka, committer, metrics, DRAIN_SECONDS, runs)
    observer = Observer(assignment, committer, kafka, gate, aws.limits)
    metrics.registry.register(StateCollector(observer, settings.kafka_group))
    lines = metrics_to(sys.stdout, WallClock(), wanted=settings.telemetry.embedded_metrics)
    presence = Presence(aws, settings.table, uuid.uuid4().hex, observer, metrics, WallClock())
    rekeyer = Rekeyer(store, out, settings.topic, metrics)
    dispatcher = Dispatcher(
        tools, out, rekeyer, settings.raw_topic, _placer(kafka), settings.unknown_version == "hold"
    )
    topics, twins = (settings.topic, settings.raw_topic), Twins()
    membership = Membership(
        kafka,
        assignment,
        topics,
        partial(make_consumer, settings),
        metrics,
        twins if settings.kafka_instance_id else None,
    )
    return Service(
        producer=producer,
        topics=topics,
        dlq_topic=settings.dlq_topic,
        kafka=kafka,
        assignment=assignment,
        membership=membership,
        twins=twins,
        minders={
            **minders_of(settings, kafka, assignment, membership, gate, pulse, metrics),
            "presence": (EVERY_SECONDS, presence.say),
        },
        intake=Intake(
            kafka,
            assignment,
            gate,
            dispatcher.take,
            lambda: pulse.beat("intake"),
            Alone(dispatcher.take, dispatcher.bury_killer, metrics, checkpoint=checkpoint),
            checkpoint,
            Around(Salvage(partial(make_reader, settings)), dispatcher.bury_batch),
        ),
        gate=gate,
        pulse=pulse,
        metrics=metrics,
        health=HealthServer(pulse, assignment, gate, metrics),
        reporter=Reporter(observer, metrics, lines),
        checkpoint=checkpoint,
    )


def _kafka_in(settings: Settings) -> KafkaIn:
    return KafkaIn(make_consumer(settings), from_beginning=settings.offset_reset == "earliest")


def _traced_bus(bus: Bus, settings: Settings, tracer: Tracer | None) -> Bus:
    return TracedBus(bus, settings.bus, tracer) if tracer else bus


def _traced_kafka(kafka: Kafka, settings: Settings, tracer: Tracer | None) -> Kafka:
    return TracedKafka(kafka, settings.dlq_topic, tracer) if tracer else kafka


def _commit_seconds(settings: Settings) -> float:
    """Below the session timeout, so that no commit outlives the session it was made in."""
    return min(COMMIT_SECONDS, settings.session_timeout_ms / 2000)


def _business_time(clock: str) -> Callable[[Sequence[Arrival]], Instant]:
    """In a replay the events bring their own time; otherwise it is now."""
    if clock == "event":
        return as_of_events
    wall = WallClock()
    return lambda _: wall.now()


def _placer(kafka: KafkaIn) -> Callable[[str, bytes], int | None]:
    """murmur2 in Python costs microseconds, and a flight has many events: the answers are kept."""
    place = lru_cache(maxsize=50_000)(partition_of)
    counts: dict[str, tuple[int, float]] = {}

    def placed(topic: str, key: bytes) -> int | None:
        partitions, until = counts.get(topic, (0, 0.0))
        now = time.monotonic()
        if now >= until:  # the client makes a set of them for each question
            partitions = kafka.partitions_of(topic)
            counts[topic] = partitions, now + 1.0
        return place(key, partitions) if partitions else None

    return placed
