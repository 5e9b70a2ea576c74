"""What must hold whatever happened meanwhile: nothing lost, nobody told twice, and everything in order."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from confluent_kafka import Consumer, TopicPartition

from flightpulse.demo.services import DEAD_LETTER_TOPIC, GROUP, TOPIC
from local.report.flight_record import FlightRecord, read_flight
from local.report.losses import losses_of
from local.report.sink_lines import sink_lines
from local.report.told_twice import lines_against_records, told_twice
from local.report.topic_reader import read_topic
from services.core.contracts.envelope import Envelope
from tests.integration.containers.flights import OUT
from tests.integration.containers.system import System
from tests.reliability.events import merged

ASK_SECONDS = 20.0


def broken_promises(system: System, sent: Mapping[str, Collection[str]]) -> list[str]:
    """Of these flights, given the ids of the events that were said to be accepted.

    Each event has to be in the topic, in the history and in the merged state; whoever should know has to
    know the truth of the end, by messages that reached their sinks, none of which repeats another.
    """
    said = _topic_by_flight(system, sent)
    lines, records = _sink_lines(system, sent), [read_flight(system.reader, key) for key in sent]
    in_sinks = {line["notificationId"] for line in lines}
    recorded = [item for record in records for item in record.notifications]
    losses = list(lines_against_records(lines, recorded))
    broken = _buried(system, sent)
    for record in records:
        key, events = record.flight_key, said[record.flight_key]
        broken += [f"{key}: {missing} is not in the topic" for missing in set(sent[key]) - events.keys()]
        broken += _untrue(record, list(events.values()))
        losses += [*losses_of(record, events, in_sinks, now=OUT), *told_twice(record)]
    broken += [f"{loss.kind} {loss.flight_key} {loss.subject}: {loss.detail}" for loss in losses]
    return broken if recorded else [*broken, "nobody was told anything, so this shows nothing"]


def _topic_by_flight(system: System, flights: Collection[str]) -> dict[str, dict[str, bytes]]:
    """By flight, what was said of it: event id and value, in the order of the topic."""
    said: dict[str, dict[str, bytes]] = {key: {} for key in flights}
    for record in read_topic(system.broker.bootstrap, TOPIC):
        if (key := (record.key or b"").decode()) in said and record.value is not None:
            said[key].setdefault(json.loads(record.value)["eventId"], record.value)
    return said


def _sink_lines(system: System, flights: Collection[str]) -> list[dict[str, Any]]:
    lines = sink_lines(system.deployment.client("logs"), system.deployment.sink_groups, 0)
    return [line.detail for line in lines if line.detail["flightKey"] in flights]


def _buried(system: System, flights: Collection[str]) -> list[str]:
    records = read_topic(system.broker.bootstrap, DEAD_LETTER_TOPIC)
    return [
        f"dead letter of {record.key!r}: {record.headers}"
        for record in records
        if record.key is None or record.key.decode() in flights
    ]


def _untrue(record: FlightRecord, values: list[bytes]) -> Iterator[str]:
    if record.state is None:
        yield f"{record.flight_key} is not in the table"
    elif record.state["registers"] != merged(record.flight_key, values):
        yield f"{record.flight_key} is not the merge of its events: {record.state['registers']}"


def out_of_order(envelopes: Iterable[Envelope]) -> list[str]:
    """Envelopes whose first copy came before that of an older one of their flight, or whose copies differ."""
    of_flight: defaultdict[str, dict[str, Envelope]] = defaultdict(dict)
    wrong = []
    for envelope in envelopes:
        first = of_flight[envelope.detail["flightKey"]].setdefault(envelope.id, envelope)
        if first != envelope:
            wrong.append(f"{envelope.id} has two contents")
    for key, firsts in of_flight.items():
        versions = [envelope.detail["ver"] for envelope in firsts.values()]
        if versions != sorted(versions):
            wrong.append(f"{key} was first published in the order {versions}")
    return wrong


def committed(system: System) -> dict[int, tuple[int, int]]:
    """By partition of the topic: what the group committed, and the end of the log."""
    consumer = Consumer(
        {"bootstrap.servers": system.broker.bootstrap, "group.id": GROUP, "enable.auto.commit": False}
    )
    try:
        found = consumer.list_topics(TOPIC, timeout=ASK_SECONDS).topics[TOPIC].partitions
        offsets = consumer.committed([TopicPartition(TOPIC, one) for one in found], timeout=ASK_SECONDS)
        return {
            one.partition: (
                max(one.offset, 0),
                consumer.get_watermark_offsets(TopicPartition(TOPIC, one.partition), timeout=ASK_SECONDS)[1],
            )
            for one in offsets
        }
    finally:
        consumer.close()
