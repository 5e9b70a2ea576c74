"""Produce to visible: from the time that a record carries to the write that covers it."""

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from confluent_kafka import Message, Producer

from local.replay.stream import ReplayEvent
from services.core.table.keys import flight_pk
from tests.bench.contender import TOPIC


@dataclass(frozen=True, slots=True)
class Produced:
    """One record as the broker took it; `at` in epoch seconds, before it was sent."""

    pk: str
    offset: int
    at: float


def send_at_rate(bootstrap: str, events: Sequence[ReplayEvent], rate: float) -> list[Produced]:
    """One event after the other, `rate` a second."""
    taken: list[Produced] = []
    producer = Producer(
        {"bootstrap.servers": bootstrap, "partitioner": "murmur2_random", "linger.ms": 0, "log_level": 0}
    )
    started = time.monotonic()
    for number, event in enumerate(events):
        ahead = started + number / rate - time.monotonic()
        if ahead > 0:
            producer.poll(ahead)
        now = time.time()
        producer.produce(
            TOPIC,
            key=event.flight_key.encode(),
            value=event.value,
            timestamp=int(now * 1000),
            on_delivery=_noting(taken, event, now),
        )
    producer.flush(30.0)
    producer.close()
    return taken


def visible_ms(produced: Sequence[Produced], writes: Sequence[tuple[str, int, float]]) -> list[float]:
    """Sorted milliseconds. A record is visible with the first write of its flight that covers its offset."""
    covered: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for pk, offset, at in writes:
        covered[pk].append((offset, at))
    found = []
    for one in produced:
        own = covered[one.pk]
        at = bisect_left(own, (one.offset, 0.0))
        if at < len(own):  # an event that changes nothing has no write
            found.append((own[at][1] - one.at) * 1000)
    return sorted(found)


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share of an ordered, non-empty sequence lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _noting(taken: list[Produced], event: ReplayEvent, at: float) -> Callable[[Any, Message], None]:
    def note(error: Any, message: Message) -> None:
        if error is not None:
            raise RuntimeError(f"the broker refused an event: {error}")
        taken.append(Produced(flight_pk(event.flight_key), message.offset() or 0, at))

    return note
