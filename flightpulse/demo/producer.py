"""Events into Kafka, on the partition where every other producer would put them."""

import time
from collections.abc import Callable
from types import TracebackType

from confluent_kafka import KafkaError, Message, Producer

from local.replay.stream import ReplayEvent

FLUSH_SECONDS = 15.0


class ProduceFailed(RuntimeError):
    """The broker did not take an event."""


class EventProducer:
    """Produces to one topic; leaving it as a context waits for every acknowledgement."""

    def __init__(
        self, bootstrap: str, topic: str, on_sent: Callable[[ReplayEvent, float], None] | None = None
    ) -> None:
        """`on_sent` is told of each event and the time that its record carries, in seconds."""
        self._topic = topic
        self._on_sent = on_sent
        self._failure: KafkaError | None = None
        self.acknowledged = 0
        self._producer = Producer(
            {
                "bootstrap.servers": bootstrap,
                "acks": "all",
                "enable.idempotence": True,
                # librdkafka's own default sends 180 of 200 keys elsewhere than the Java and aiokafka default.
                "partitioner": "murmur2_random",
                "linger.ms": 2,
                # Its own lines would tear the screen; what matters of them is raised here.
                "log_level": 0,
            }
        )

    def send(self, event: ReplayEvent) -> None:
        """Queue one event; raises ProduceFailed when an earlier one was refused."""
        produced_at = time.time()
        self._producer.produce(
            self._topic,
            key=event.flight_key.encode(),
            value=event.value,
            headers=list(event.headers),
            timestamp=int(produced_at * 1000),
            on_delivery=self._delivered,
        )
        self._producer.poll(0)
        self._raise_failure()
        if self._on_sent is not None:
            self._on_sent(event, produced_at)

    def flush(self) -> None:
        """Wait until everything sent is acknowledged."""
        left = self._producer.flush(FLUSH_SECONDS)
        self._raise_failure()
        if left:
            raise ProduceFailed(f"{left} events were not acknowledged within {FLUSH_SECONDS:g} s")

    def __enter__(self) -> "EventProducer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.flush()
        finally:
            # Left open, its threads look for the broker that is stopped next, and hold up the exit.
            self._producer.close()

    def _delivered(self, error: KafkaError | None, _message: Message) -> None:
        if error is None:
            self.acknowledged += 1
        else:
            self._failure = error

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise ProduceFailed(f"the broker refused an event: {self._failure.str()}")
