"""What the topic says of the order and the moments in which the records of a replay arrived."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from local.replay.stream import ReplayEvent
from local.report.sink_lines import SinkLine
from local.report.topic_reader import TopicRecord

DEPARTURE = "flight.off_block"
ANNOUNCES = frozenset(
    {"flight.delayed", "flight.cancelled", "flight.diverted", "flight.gate_changed", "flight.reinstated"}
)
ABOARD = frozenset({"flight.diverted"})
"""Heard of in the air, and told to those who are in it."""


def first_records(records: Iterable[TopicRecord]) -> dict[str, TopicRecord]:
    """The first record of each correlation id; every event of a replay has one of its own."""
    first: dict[str, TopicRecord] = {}
    for record in records:
        first.setdefault(record.headers.get("correlation-id", b"").decode("utf-8", "replace"), record)
    return first


def heard_late(events: Iterable[ReplayEvent], first: Mapping[str, TopicRecord]) -> frozenset[str]:
    """Flights of which something was announced after their departure had been heard of.

    All records of a flight lie in one partition, so their offsets are the order in which they arrived.
    """
    departed: dict[str, int] = {}
    announced: dict[str, int] = {}
    for event in events:
        record = first.get(event.correlation_id)
        if record is None:
            continue
        if event.event_type == DEPARTURE:
            departed[event.flight_key] = record.offset
        elif event.event_type in ANNOUNCES - ABOARD:
            announced[event.flight_key] = max(record.offset, announced.get(event.flight_key, 0))
    return frozenset(key for key, offset in departed.items() if announced.get(key, 0) > offset)


def milliseconds_to_sink(lines: Sequence[SinkLine], first: Mapping[str, TopicRecord]) -> list[int]:
    """From the record that caused a message to its first line in a sink, for each notification.

    A message that no record caused (somebody asked for a look) has no such time.
    """
    arrived: dict[str, SinkLine] = {}
    for line in lines:
        arrived.setdefault(line.detail["notificationId"], line)
    return [
        line.timestamp - first[line.detail["correlationId"]].timestamp
        for line in arrived.values()
        if line.detail["correlationId"] in first
    ]


def event_ids_by_flight(events: Iterable[ReplayEvent], flight_keys: Collection[str]) -> dict[str, set[str]]:
    """The ids of what was sent about each flight."""
    sent: dict[str, set[str]] = {key: set() for key in flight_keys}
    for event in events:
        sent[event.flight_key].add(event.event_id)
    return sent
