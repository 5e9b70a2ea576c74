"""Spans of what the consumer does: one for each event, which goes on in the event's own trace.

A fold handles several events as one. The span of the last of them counts them and links to where the others
came from; theirs link to it. What is announced continues from the span of the event that it speaks of.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from services.consumer.fold import Arrival
from services.consumer.records import Record
from services.core.tracing.current import under
from services.core.tracing.messaging import (
    BATCH_COUNT,
    GROUP,
    KAFKA,
    KAFKA_OFFSET,
    PARTITION,
    about,
    processing,
)
from services.core.tracing.port import Kind, Span, Tracer, Value


class Traces:
    """The tracer, in the consumer's terms. There is none while tracing is off."""

    def __init__(self, tracer: Tracer, group: str) -> None:
        self._tracer = tracer
        self._group = group

    @contextmanager
    def fold(self, arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
        """Handle these events inside; given are the same events, continuing from their own spans."""
        *others, last = arrivals
        links = [one.event.traceparent for one in others if one.event.traceparent]
        leader = self._start(last, links, len(arrivals))
        spans = [self._start(one, [leader.traceparent or ""], 1) for one in others]
        carried = [_continued(one, span) for one, span in zip(arrivals, [*spans, leader], strict=True)]
        with under(leader):
            try:
                yield carried
            except BaseException as error:
                for span in spans:
                    span.fail(type(error).__name__)
                raise
            finally:
                for span in spans:
                    span.end()

    @contextmanager
    def record(self, record: Record) -> Iterator[None]:
        """Handle a record inside that changes no flight here."""
        span = self._process(record, {}, record.header("traceparent"), ())
        with under(span):
            yield

    def _start(self, arrival: Arrival, links: Sequence[str], count: int) -> Span:
        event = arrival.event
        known = dict(about(str(event.flight_key), event.correlation_id, event.event_id))
        if count > 1:
            known[BATCH_COUNT] = count
        return self._process(arrival.record, known, event.traceparent, links)

    def _process(
        self, record: Record, known: dict[str, Value], parent: str | None, links: Sequence[str]
    ) -> Span:
        topic, number = record.partition
        attributes = {
            **processing(KAFKA, topic),
            PARTITION: str(number),
            GROUP: self._group,
            KAFKA_OFFSET: record.offset,
            **known,
        }
        return self._tracer.start(f"process {topic}", Kind.CONSUMER, attributes, parent=parent, links=links)


def _continued(arrival: Arrival, span: Span) -> Arrival:
    return Arrival(replace(arrival.event, traceparent=span.traceparent), arrival.record)
