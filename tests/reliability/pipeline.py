"""A consumer process of its own with a table, a bus and topics of its own, and what came out of them."""

import json
import os
import signal
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from local.broker import MockBroker
from local.broker.topics import Topic
from local.runtime.ports import LOOPBACK
from services.core.contracts.envelope import Envelope
from tests.reliability.aws.account import Account
from tests.reliability.aws.server import AwsServer
from tests.reliability.consumers import ASSIGNED, Consumer
from tests.reliability.observed import Observed, Sample, Trouble
from tests.reliability.topics import Dead, Topics

LIMIT_SECONDS: Final = 30.0
SETTLE_SECONDS: Final = 0.05
"""What a dead process had sent may still be on its way for a moment."""

PARTITIONS: Final = 4
RAW_PARTITIONS: Final = 2
DLQ_PARTITIONS: Final = 2


class Broker(Protocol):
    """The embedded one, or a real one."""

    @property
    def bootstrap(self) -> str: ...
    def create_topic(self, topic: Topic) -> None: ...


@dataclass
class Pipeline:
    """One group's own surroundings on a shared broker and a shared server. Close it when done."""

    broker: Broker
    server: AwsServer
    folder: Path
    account: Account = field(default_factory=Account)
    name: str = field(default_factory=lambda: f"p{uuid.uuid4().hex[:10]}")
    session_ms: int = 1_000
    """The mock broker waits it out before it gives the partitions of the dead away."""

    is_group: bool = False
    """Several members at a time: nobody knows which of them could have known of a publication."""

    def __post_init__(self) -> None:
        self.topic, self.raw_topic, self.dlq_topic = (
            f"{self.name}.{one}" for one in ("events", "raw", "dlq")
        )
        self.samples: list[Sample] = []
        counts = {self.topic: PARTITIONS, self.raw_topic: RAW_PARTITIONS, self.dlq_topic: DLQ_PARTITIONS}
        for topic, partitions in counts.items():
            self.broker.create_topic(Topic(topic, partitions))
        owned = [(topic, one) for topic in (self.topic, self.raw_topic) for one in range(counts[topic])]
        self.topics = Topics(self.broker.bootstrap, self.name, owned)
        self._endpoint = self.server.open(self.account)
        self._consumer: Consumer | None = None

    @property
    def starts(self) -> int:
        """How many consumers have been started."""
        return self.account.life

    @property
    def mock(self) -> MockBroker:
        """The broker, where it is the embedded one."""
        assert isinstance(self.broker, MockBroker)
        return self.broker

    def start(self, crash_at: str | None = None, variant: str | None = None) -> Consumer:
        """Start one more consumer; whoever calls waits until it is ready, and stops it."""
        self.account.life += 1
        self.account.fates.mend()
        self._consumer = Consumer(self._environment(crash_at), self._log_of(self.starts), variant)
        return self._consumer

    @contextmanager
    def consumer(
        self, crash_at: str | None = None, *, variant: str | None = None, ready: bool = True
    ) -> Iterator[Consumer]:
        """Start the consumer and, if `ready`, wait until it has its partitions."""
        child = self.start(crash_at, variant)
        try:
            if ready:
                child.wait_ready(LIMIT_SECONDS)
            yield child
        finally:
            child.stop(grace_seconds=20.0)

    def kill_before(self, operation: str) -> None:
        """Kill the consumer when its next request of this operation has arrived and nothing is done."""

        def kill() -> None:
            if self._consumer is not None:
                self._consumer.signal(signal.SIGKILL)

        self.account.fates.cut_before(operation, kill)

    def close(self) -> None:
        """Close the connections to the broker."""
        self.topics.close()

    def produce(self, records: Sequence[tuple[str, bytes | None, bytes | None]]) -> None:
        """Send (topic, key, value) in this order, all acknowledged."""
        self.topics.produce(records)

    def wait_until_done(self) -> None:
        """Until everything that lies in the topics is committed. Raises TimeoutError."""
        self.wait_for(lambda: self.topics.committed() == self.topics.ends(), "everything to be committed")

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        """Raises TimeoutError when it does not come true."""
        deadline = time.monotonic() + LIMIT_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError(f"waited {LIMIT_SECONDS:g} s for {what}; see {self.folder}")
            time.sleep(0.02)

    def sample(self, *, interrupted: bool = False) -> Sample:
        """Read what is committed, and keep it with how much there is; `interrupted` as in `Sample`."""
        if interrupted:
            time.sleep(SETTLE_SECONDS)
        committed = self.topics.committed()
        with self.account.lock:
            made = Sample(
                committed,
                len(self.account.accepted),
                len(self.account.writes),
                len(self.account.rows_written),
                interrupted,
            )
        self.samples.append(made)
        return made

    def observed(self) -> Observed:
        """Everything so far."""
        dead = self.dead_letters()
        with self.account.lock:
            return Observed(
                topic=self.topic,
                sent=tuple(self.topics.sent),
                accepted=tuple(self.account.accepted),
                writes=tuple(self.account.writes),
                rows=tuple(self.account.rows_written),
                dead=dead,
                samples=tuple(self.samples),
                troubles=tuple(Trouble(*one) for one in self.account.troubles),
                shaken=frozenset(life for life in range(1, self.starts + 1) if self._is_shaken(life)),
            )

    def dead_letters(self) -> list[Dead]:
        """Everything in the dead-letter topic."""
        return self.topics.dead_letters(self.dlq_topic, DLQ_PARTITIONS)

    def published(self) -> list[Envelope]:
        """What the bus accepted so far, in order."""
        with self.account.lock:
            return [one.envelope for one in self.account.accepted]

    def item(self, pk: str, sk: str) -> dict[str, Any] | None:
        """An item of the table."""
        return self.account.item(pk, sk)

    def get(self, path: str) -> str:
        """A page of the consumer's health server."""
        assert self._consumer is not None
        lines = (json.loads(line) for line in self._consumer.log().splitlines() if "listening" in line)
        port = next(line["port"] for line in lines)
        with urllib.request.urlopen(f"http://{LOOPBACK}:{port}{path}", timeout=5) as answer:
            body: bytes = answer.read()
            return body.decode()

    def _log_of(self, life: int) -> Path:
        return self.folder / f"{self.name}-{life}.log"

    def _is_shaken(self, life: int) -> bool:
        log = self._log_of(life).read_text(encoding="utf-8", errors="replace")
        return self.is_group or log.count(ASSIGNED) > 1

    def _environment(self, crash_at: str | None) -> dict[str, str]:
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": self._endpoint,
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
            "FLIGHTPULSE_HTTP_PORT": "0",
            "FLIGHTPULSE_STATUS_SHARDS": "1",
            "FLIGHTPULSE_SESSION_TIMEOUT_MS": str(self.session_ms),
            # The mock broker waits it out although there is something.
            "FLIGHTPULSE_FETCH_WAIT_MS": "20",
        }
        if crash_at:
            environment["FLIGHTPULSE_CRASH_AT"] = crash_at
        return environment
