"""Produce to visible: from the time that a record carries to the write that covers it."""

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from confluent_kafka import Message, Producer

from local.replay.stream import ReplayEvent
from services.core.table.keys import flight_pk
from tests.bench.contender import TOPIC


@dataclass(frozen=True, slots=True)
class Produced:
    """One record as the broker took it; `at` in epoch seconds, before it was sent."""

    event_id: str
    pk: str
    partition: int
    offset: int
    at: float


def send_at_rate(bootstrap: str, events: Iterable[ReplayEvent], rate: float) -> list[Produced]:
    """One event after the other, `rate` a second."""
    taken: list[Produced] = []
    producer = Producer(
        {"bootstrap.servers": bootstrap, "partitioner": "murmur2_random", "linger.ms": 0, "log_level": 0}
    )
    started = time.monotonic()
    for number, event in enumerate(events):
        # A poll ends with the first delivery that it reports, so one of them does not fill the time.
        while (ahead := started + number / rate - time.monotonic()) > 0:
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


def visible_ms(
    produced: Sequence[Produced], writes: Sequence[tuple[str, int, float]], changing: Collection[str]
) -> list[float]:
    """Sorted milliseconds of the events that change something, by their ids."""
    return sorted(ms for one, ms in visible(produced, writes) if one.event_id in changing)


def visible(
    produced: Sequence[Produced], writes: Sequence[tuple[str, int, float]]
) -> list[tuple[Produced, float]]:
    """Milliseconds until each record was visible: with the first write of its flight that covers its offset.

    An event that changes nothing has no write of its own: it is left out, or found at a later one.
    """
    covered: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for pk, offset, at in writes:
        covered[pk].append((offset, at))
    found = []
    for one in produced:
        own = covered[one.pk]
        at = bisect_left(own, (one.offset, 0.0))
        if at < len(own):
            found.append((one, (own[at][1] - one.at) * 1000))
    return found


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which this share of an ordered, non-empty sequence lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _noting(taken: list[Produced], event: ReplayEvent, at: float) -> Callable[[Any, Message], None]:
    def note(error: Any, message: Message) -> None:
        if error is not None:
            raise RuntimeError(f"the broker refused an event: {error}")
        taken.append(
            Produced(
                event.event_id,
                flight_pk(event.flight_key),
                message.partition() or 0,
                message.offset() or 0,
                at,
            )
        )

    return note
