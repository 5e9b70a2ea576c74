"""Spans of folds, errands and publications: whose trace they go on in, and what continues from them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from services.consumer.epoch import Epoch
from services.consumer.errand_lane import Errand, ErrandLane
from services.consumer.flight_lane import FlightLane
from services.consumer.fold import Arrival
from services.consumer.ports import Published, Refusal
from services.consumer.records import Record
from services.consumer.traced import TracedBus, TracedKafka
from services.consumer.tracing import Traces
from services.core.contracts.envelope import Envelope
from services.core.errors import Retryable
from services.core.tracing.context import parse_traceparent
from services.core.tracing.recorder import Recorded, RecordingTracer
from tests.fakes.consumer_kafka import InMemoryKafka
from tests.unit.consumer.building import KEY, PARTITION, Surroundings, arrival, delayed, scheduled

A = "00-" + "a" * 32 + "-" + "1" * 16 + "-01"
B = "00-" + "b" * 32 + "-" + "2" * 16 + "-01"
DLQ = "flight-operations.dlq"


@dataclass
class Spans:
    """Where spans go in a test."""

    sent: list[Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tracer = RecordingTracer(lambda _trace, parent: parent is None or parent.sampled, self)
        self.traces = Traces(self.tracer, "flightpulse-consumer")

    def send(self, spans: Sequence[Recorded], seconds: float) -> None:
        self.sent.extend(spans)

    def ended(self) -> list[Recorded]:
        self.tracer.flush(1)
        return self.sent


def traced(offset: int, traceparent: str | None) -> Arrival:
    made = arrival(offset, scheduled() if offset == 1 else delayed(offset, 40))
    return Arrival(replace(made.event, traceparent=traceparent), made.record)


async def run(spans: Spans, around: Surroundings, *arrivals: Arrival) -> None:
    """Handle these as one fold."""
    epoch = Epoch(1, {PARTITION: 0})
    tools = replace(around.tools(), traces=spans.traces, bus=TracedBus(around.bus, "bus", spans.tracer))
    lane = FlightLane(KEY, PARTITION, epoch, tools)
    for one in arrivals:
        epoch.receive(one.record)
        lane.add(one)
    await lane.run()


async def test_one_event_goes_on_in_its_own_trace_and_its_announcement_in_its_span() -> None:
    spans, around = Spans(), Surroundings()
    await run(spans, around, traced(1, A))
    await run(spans, around, traced(2, B))
    process = [span for span in spans.ended() if span.name == "process flight-operations"]
    assert [span.parent for span in process] == [parse_traceparent(A), parse_traceparent(B)]
    for span in process:
        assert span.attributes["messaging.kafka.offset"] == (1 if span is process[0] else 2)
        assert "messaging.batch.message_count" not in span.attributes
    published = [envelope for envelope in around.bus.accepted if envelope.detail_type == "flight.delayed"]
    (envelope,) = published
    (send,) = [span for span in spans.ended() if span.name == "send flight.delayed"]
    assert send.parent == process[1].context
    assert envelope.detail["traceparent"] == send.traceparent


async def test_a_fold_has_a_span_in_each_trace_tied_by_links() -> None:
    spans, around = Spans(), Surroundings()
    await run(spans, around, traced(1, A), traced(2, B), traced(3, None))
    first, second, last = sorted(
        (span for span in spans.ended() if span.name.startswith("process")),
        key=lambda span: int(span.attributes["messaging.kafka.offset"]),
    )
    assert (first.parent, second.parent, last.parent) == (parse_traceparent(A), parse_traceparent(B), None)
    assert last.attributes["messaging.batch.message_count"] == 3
    assert last.links == (parse_traceparent(A), parse_traceparent(B))
    assert first.links == second.links == (last.context,)


@pytest.mark.parametrize("malformed", ["00-x", "", "00-" + "0" * 32 + "-" + "1" * 16 + "-01"])
async def test_a_malformed_traceparent_is_ignored_and_a_trace_begins(malformed: str) -> None:
    spans, around = Spans(), Surroundings()
    await run(spans, around, traced(1, malformed))
    (process,) = [span for span in spans.ended() if span.name.startswith("process")]
    assert process.parent is None
    assert process.context.trace_id


async def test_spans_of_a_fold_that_is_cut_off_end_as_failed() -> None:
    spans, around = Spans(), Surroundings()
    reached = asyncio.Event()

    async def hang(*_: object) -> None:
        reached.set()
        await asyncio.sleep(60)

    around.store.read = hang  # type: ignore[method-assign,assignment]
    running = asyncio.create_task(run(spans, around, traced(1, A), traced(2, B)))
    await reached.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [span.error for span in spans.ended()] == ["CancelledError", "CancelledError"]


async def test_a_record_that_is_produced_again_carries_the_span_that_sent_it() -> None:
    spans, around, kafka = Spans(), Surroundings(), InMemoryKafka()
    sender = TracedKafka(kafka, DLQ, spans.tracer)
    one = Record(PARTITION, 7, b"k", b"v", (("traceparent", A.encode()), ("x", b"1")))
    epoch = Epoch(1, {PARTITION: 0})
    epoch.receive(one)
    lane = ErrandLane(epoch, replace(around.tools(), traces=spans.traces))
    lane.add(Errand(one, lambda: sender.send("flight-operations", one.key, one.value, one.headers)))
    await lane.run()
    send, process = spans.ended()
    assert (process.name, process.parent) == ("process flight-operations", parse_traceparent(A))
    assert (send.name, send.parent) == ("send flight-operations", process.context)
    (sent,) = kafka.sent
    assert dict(sent.headers) == {"x": b"1", "traceparent": send.traceparent.encode()}


async def test_a_dead_letter_keeps_its_headers_as_they_came() -> None:
    spans, kafka = Spans(), InMemoryKafka()
    headers = (("dlq.reason", b"x"), ("traceparent", b"00-x"))
    await TracedKafka(kafka, DLQ, spans.tracer).send(DLQ, None, b"v", headers)
    (sent,) = kafka.sent
    assert tuple(sent.headers) == headers
    assert [span.name for span in spans.ended()] == [f"send {DLQ}"]


async def test_a_publication_that_fails_says_why() -> None:
    spans = Spans()
    one, other, third = (Envelope(name, "flight.delayed", {"eventId": name}) for name in "abc")

    class Bus:
        async def publish(self, envelopes: Sequence[Envelope]) -> Published:
            return Published(frozenset({"a"}), (Refusal(envelopes[1], "TooLarge", "it is"),), Retryable("no"))

    await TracedBus(Bus(), "bus", spans.tracer).publish([one, other, third])
    assert [span.error for span in spans.ended()] == [None, "TooLarge", "Retryable"]
