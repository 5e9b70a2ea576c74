"""A consumer process of its own with a table, a bus and topics of its own, and what came out of them."""

import asyncio
import json
import os
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from local.broker import MockBroker
from local.broker.topics import Topic
from local.emulator.emulator import Emulator
from local.runtime.child import Child
from local.runtime.paths import REPOSITORY
from local.runtime.ports import LOOPBACK, free_port
from services.core.awsio.marshal import from_item
from services.core.contracts.envelope import Envelope

LIMIT_SECONDS = 30.0


@dataclass
class Pipeline:
    """One test's own surroundings on the shared broker and the shared embedded AWS."""

    broker: MockBroker
    aws: Emulator
    folder: Path
    name: str = field(default_factory=lambda: f"p{uuid.uuid4().hex[:10]}")
    port: int = 0
    starts: int = 0

    def __post_init__(self) -> None:
        for topic, partitions in ((self.topic, 4), (self.raw_topic, 2), (self.dlq_topic, 2)):
            self.broker.create_topic(Topic(topic, partitions))
        attributes = [{"AttributeName": name, "AttributeType": "S"} for name in ("PK", "SK")]
        schema = [{"AttributeName": "PK", "KeyType": "HASH"}, {"AttributeName": "SK", "KeyType": "RANGE"}]
        self.aws.client("dynamodb").create_table(
            TableName=self.name,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=attributes,
            KeySchema=schema,
        )
        self._listen()

    @property
    def topic(self) -> str:
        return f"{self.name}.events"

    @property
    def raw_topic(self) -> str:
        return f"{self.name}.raw"

    @property
    def dlq_topic(self) -> str:
        return f"{self.name}.dlq"

    def _listen(self) -> None:
        """Everything that the bus accepts goes to a queue."""
        events, sqs = self.aws.client("events"), self.aws.client("sqs")
        events.create_event_bus(Name=self.name)
        self._queue = sqs.create_queue(QueueName=self.name)["QueueUrl"]
        arn = sqs.get_queue_attributes(QueueUrl=self._queue, AttributeNames=["QueueArn"])["Attributes"]
        events.put_rule(
            Name=self.name,
            EventBusName=self.name,
            EventPattern=json.dumps({"source": ["flightpulse.consumer"]}),
        )
        target = {"Id": "queue", "Arn": arn["QueueArn"]}
        events.put_targets(Rule=self.name, EventBusName=self.name, Targets=[target])

    @contextmanager
    def consumer(
        self, crash_at: str | None = None, *, program: str = "services.consumer", ready: bool = True
    ) -> Iterator[Child]:
        """Start the consumer and, if `ready`, wait until it has its partitions. Raises ChildFailed."""
        self.port = free_port()
        self.starts += 1
        child = Child(
            f"consumer {self.starts}",
            [sys.executable, "-m", program],
            env=self._environment(crash_at),
            cwd=self.folder,
            log_file=self.folder / f"{self.name}-{self.starts}.log",
        )
        try:
            if ready:
                child.wait_ready(self.is_ready, LIMIT_SECONDS)
            yield child
        finally:
            child.stop(grace_seconds=20.0)

    def _environment(self, crash_at: str | None) -> dict[str, str]:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(REPOSITORY),
            **self.aws.environment,
            "FLIGHTPULSE_LOCAL": "1",
            "FLIGHTPULSE_CLOCK": "event",
            "FLIGHTPULSE_TABLE": self.name,
            "FLIGHTPULSE_BUS": self.name,
            "FLIGHTPULSE_KAFKA_BOOTSTRAP": self.broker.bootstrap,
            "FLIGHTPULSE_KAFKA_GROUP": self.name,
            "FLIGHTPULSE_TOPIC": self.topic,
            "FLIGHTPULSE_RAW_TOPIC": self.raw_topic,
            "FLIGHTPULSE_DLQ_TOPIC": self.dlq_topic,
            "FLIGHTPULSE_HTTP_HOST": LOOPBACK,
            "FLIGHTPULSE_HTTP_PORT": str(self.port),
            "FLIGHTPULSE_STATUS_SHARDS": "1",
            # The mock broker waits the whole session out before it gives the partitions away.
            "FLIGHTPULSE_SESSION_TIMEOUT_MS": "2000",
        }
        if crash_at:
            environment["FLIGHTPULSE_CRASH_AT"] = crash_at
        return environment

    def produce(self, records: Sequence[tuple[str, bytes | None, bytes | None]]) -> None:
        """Send (topic, key, value) in this order, all acknowledged."""
        asyncio.run(self._produce(records))

    async def _produce(self, records: Sequence[tuple[str, bytes | None, bytes | None]]) -> None:
        producer = AIOKafkaProducer(bootstrap_servers=self.broker.bootstrap, max_request_size=2**24)
        await producer.start()
        try:
            for topic, key, value in records:
                await producer.send_and_wait(topic, value, key=key, headers=[("trace", b"\x00\xff")])
        finally:
            await producer.stop()

    def wait_until_done(self) -> None:
        """Until everything that lies in the topics is committed. Raises TimeoutError."""
        self.wait_for(lambda: asyncio.run(self._lag()) == 0, "everything to be committed")

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + LIMIT_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {LIMIT_SECONDS:g} s for {what}; see {self.folder}")
            time.sleep(0.1)

    async def _lag(self) -> int:
        """Records not committed, asked of the broker without joining the group."""
        consumer = AIOKafkaConsumer(
            bootstrap_servers=self.broker.bootstrap, group_id=self.name, enable_auto_commit=False
        )
        partitions = [TopicPartition(self.topic, n) for n in range(4)]
        partitions += [TopicPartition(self.raw_topic, n) for n in range(2)]
        consumer.assign(partitions)
        await consumer.start()
        try:
            ends = await consumer.end_offsets(partitions)
            return sum([end - (await consumer.committed(one) or 0) for one, end in ends.items()])
        finally:
            await consumer.stop()

    def dead_letters(self) -> list[tuple[bytes | None, bytes | None, dict[str, bytes]]]:
        """Key, value and headers of everything in the dead-letter topic."""
        return asyncio.run(self._read_all(self.dlq_topic, 2))

    async def _read_all(
        self, topic: str, count: int
    ) -> list[tuple[bytes | None, bytes | None, dict[str, bytes]]]:
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker.bootstrap, enable_auto_commit=False)
        partitions = [TopicPartition(topic, n) for n in range(count)]
        consumer.assign(partitions)
        await consumer.start()
        try:
            await consumer.seek_to_beginning(*partitions)
            expected = sum((await consumer.end_offsets(partitions)).values())
            found: list[tuple[bytes | None, bytes | None, dict[str, bytes]]] = []
            while len(found) < expected:
                for records in (await consumer.getmany(timeout_ms=200)).values():
                    found.extend((one.key, one.value, dict(one.headers)) for one in records)
            return found
        finally:
            await consumer.stop()

    def published(self) -> list[Envelope]:
        """What the bus accepted so far, in order."""
        sqs = self.aws.client("sqs")
        self._heard: list[Envelope] = getattr(self, "_heard", [])
        while batch := sqs.receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10).get("Messages"):
            for message in batch:
                event = json.loads(message["Body"])
                detail = event["detail"]
                self._heard.append(Envelope(detail["eventId"], event["detail-type"], detail))
                sqs.delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return self._heard

    def item(self, pk: str, sk: str) -> dict[str, Any] | None:
        """An item of the table, read consistently."""
        key = {"PK": {"S": pk}, "SK": {"S": sk}}
        answer = self.aws.client("dynamodb").get_item(TableName=self.name, Key=key, ConsistentRead=True)
        return from_item(answer["Item"]) if "Item" in answer else None

    def is_ready(self) -> bool:
        """Whether the consumer has partitions and takes in."""
        try:
            return "partitions" in self.get("/ready")
        except OSError:
            return False

    def get(self, path: str) -> str:
        """A page of the consumer's health server."""
        with urllib.request.urlopen(f"http://{LOOPBACK}:{self.port}{path}", timeout=5) as answer:
            body: bytes = answer.read()
            return body.decode()
