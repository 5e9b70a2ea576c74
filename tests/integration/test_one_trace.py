"""A delay said to the API, and one of a feed: each is one trace from there to the messages, without a gap."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx
import pytest
from confluent_kafka import Producer

from flightpulse.demo.options import DemoOptions
from flightpulse.demo.plain_screen import PlainScreen
from flightpulse.demo.play import book
from flightpulse.demo.services import TOPIC
from local.replay.day import replay_of
from local.replay.stream import ReplayEvent
from services.core.clock import HOUR, format_instant, parse_instant
from tests.fakes.collector import Collector, Seen
from tests.integration.replay_rig import ReplayRig
from tests.integration.surfaces import found

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(240)]

CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
FEED = "00-1af7651916cd43dd8448eb211c80319c-c7ad6b7169203331-01"
ROUTE = "/v1/flights/{key}/events"
WAIT_SECONDS = 40.0
ADDRESS = re.compile(r"[\w.+-]{2,}@[\w-]{2,}\.[a-z]{2,}", re.ASCII)


@dataclass(frozen=True)
class Traced:
    """The spans of both traces, and the flight that they are about."""

    flight_key: str
    spans: Sequence[Seen]

    def of(self, parent: str) -> list[Seen]:
        """Those of the trace that this traceparent belongs to."""
        return [span for span in self.spans if span.trace == parent[3:35]]


@pytest.fixture(scope="module")
def traced(rig: ReplayRig, sample: DemoOptions, collector: Collector) -> Iterator[Traced]:
    """Schedule a flight with passengers, then delay it by the API and once more by the feed."""
    options = replace(sample, flights=1)
    day = replay_of(options.day, options.flights, options.seed)
    schedule = next(event for event in day.events if event.event_type == "flight.scheduled")
    with rig.fresh(with_api=True) as (platform, services):
        book(options, day, platform, PlainScreen())
        _produce(platform.bootstrap, schedule, schedule.value, FEED)
        _say(services.api_url, schedule)
        _wait_for_messages(collector, CALLER)
        _produce(platform.bootstrap, schedule, _later(schedule), FEED)
        yield Traced(schedule.flight_key, _wait_for_messages(collector, FEED))


def _scheduled_out(schedule: ReplayEvent) -> int:
    return parse_instant(json.loads(schedule.value)["data"]["scheduledOut"])


def _produce(bootstrap: str, event: ReplayEvent, value: bytes, traceparent: str) -> None:
    producer = Producer({"bootstrap.servers": bootstrap, "partitioner": "murmur2_random"})
    headers: list[tuple[str, str | bytes | None]] = [
        ("correlation-id", b"from-the-feed"),
        ("traceparent", traceparent.encode()),
    ]
    producer.produce(TOPIC, value, event.flight_key.encode(), headers=headers)
    assert producer.flush(10) == 0


def _later(schedule: ReplayEvent) -> bytes:
    """A delay of four hours, said three hours before the schedule."""
    out = _scheduled_out(schedule)
    said = format_instant(out - 3 * HOUR + 60_000)
    body: dict[str, Any] = json.loads(schedule.value) | {
        "eventId": "feed-delay",
        "eventType": "flight.delayed",
        "flightSeq": 1_000,
        "occurredAt": said,
        "publishedAt": said,
        "correlationId": "from-the-feed",
        "data": {"estimatedOut": format_instant(out + 4 * HOUR)},
    }
    return json.dumps(body).encode()


def _say(api_url: str, schedule: ReplayEvent) -> None:
    """A delay of two hours, said three hours before the schedule."""
    out = _scheduled_out(schedule)
    answer = httpx.post(
        api_url + ROUTE.format(key=schedule.flight_key),
        json={
            "eventType": "flight.delayed",
            "sourceAuthority": "AIRLINE_OPS",
            "occurredAt": format_instant(out - 3 * HOUR),
            "data": {"estimatedOut": format_instant(out + 2 * HOUR)},
        },
        headers={"Idempotency-Key": "one", "traceparent": CALLER},
        timeout=10,
    )
    assert answer.status_code == 202, answer.text


def _wait_for_messages(collector: Collector, parent: str) -> list[Seen]:
    """Until a message of this trace has gone out, and the consumer has sent its own spans of it."""

    def complete(spans: Sequence[Seen]) -> bool:
        names = {span.name for span in spans if span.trace == parent[3:35]}
        return f"process {TOPIC}" in names and any(name.startswith("send notification.") for name in names)

    return collector.wait_until(WAIT_SECONDS, complete)


def test_a_request_is_one_trace_from_the_caller_to_the_messages(traced: Traced) -> None:
    spans = traced.of(CALLER)
    messages = [span for span in spans if span.name.startswith("send notification.")]
    assert messages
    for message in messages:
        assert _path(spans, message) == [
            f"POST {ROUTE}",
            f"send {TOPIC}",
            f"process {TOPIC}",
            "send flight.delayed",
            "process look",
            message.name,
        ]
        assert _root(spans, message).parent == CALLER[36:52]


def test_an_event_of_a_feed_is_one_trace_too(traced: Traced) -> None:
    spans = traced.of(FEED)
    messages = [span for span in spans if span.name.startswith("send notification.")]
    assert messages
    for message in messages:
        assert _path(spans, message) == [
            f"process {TOPIC}",
            "send flight.delayed",
            "process look",
            message.name,
        ]


@pytest.mark.parametrize("parent", [CALLER, FEED])
def test_no_span_is_an_orphan(traced: Traced, parent: str) -> None:
    spans = traced.of(parent)
    known = {span.span for span in spans} | {parent[36:52]}
    assert {span.name for span in spans if span.parent not in known} == set()
    assert not [span.name for span in spans if span.failed]


def test_names_kinds_and_attributes_follow_the_conventions(traced: Traced) -> None:
    spans = {span.name: span for span in traced.of(CALLER)}
    api, to_kafka = spans[f"POST {ROUTE}"], spans[f"send {TOPIC}"]
    assert (api.service, api.kind) == ("flightpulse-api", "SERVER")
    assert api.attributes["http.route"] == ROUTE
    assert api.attributes["http.response.status_code"] == 202
    assert (to_kafka.service, to_kafka.kind) == ("flightpulse-api", "PRODUCER")
    handled = spans[f"process {TOPIC}"]
    assert (handled.service, handled.kind) == ("flightpulse-consumer", "CONSUMER")
    expected = {
        "messaging.system": "kafka",
        "messaging.operation.name": "process",
        "messaging.operation.type": "process",
        "messaging.destination.name": TOPIC,
        "messaging.consumer.group.name": "flightpulse-consumer",
        "flightpulse.flight_key": traced.flight_key,
    }
    assert expected.items() <= handled.attributes.items()
    assert isinstance(handled.attributes["messaging.kafka.offset"], int)
    assert handled.attributes["messaging.destination.partition.id"].isdecimal()
    to_bus, look = spans["send flight.delayed"], spans["process look"]
    assert (to_bus.kind, look.kind, look.service) == ("PRODUCER", "CONSUMER", "flightpulse-messenger")
    assert to_bus.attributes["messaging.destination.template"] == "flight.delayed"
    ids = {span.attributes["flightpulse.correlation_id"] for span in traced.of(CALLER)}
    assert len(ids) == 1


def test_no_span_names_a_path_or_a_contact(traced: Traced) -> None:
    texts = [span.raw.decode("utf-8", "replace") for span in traced.spans]
    assert found(texts, {f"/v1/flights/{traced.flight_key}"}) == set()
    # The raw spans hold ids of random bytes, so a lone @ says nothing.
    assert not [text for text in texts if "url.path" in text or ADDRESS.search(text)]


def _path(spans: Sequence[Seen], last: Seen) -> list[str]:
    """Names from the root to this span."""
    by_id = {span.span: span for span in spans}
    names = [last.name]
    while (above := by_id.get(last.parent)) is not None:
        names.insert(0, above.name)
        last = above
    return names


def _root(spans: Sequence[Seen], last: Seen) -> Seen:
    by_id = {span.span: span for span in spans}
    while (above := by_id.get(last.parent)) is not None:
        last = above
    return last
