"""What is read from the topic: order, moments, and what had to end among the dead letters."""

from datetime import date

import pytest

from local.replay.day import replay_of
from local.report.arrivals import first_records, heard_late, milliseconds_to_sink
from local.report.dead_letters import dead_letter_losses
from local.report.percentiles import percentiles
from local.report.sink_lines import SinkLine
from local.report.topic_reader import TopicRecord

DAY = replay_of(date(2013, 3, 8), 6, 7)
LATE = next(
    key
    for key in (str(flight.key) for flight in DAY.flights)
    if {"flight.delayed", "flight.off_block"} <= {e.event_type for e in DAY.events if e.flight_key == key}
)
STORY = [event for event in DAY.events if event.flight_key == LATE]


def arrived(correlation: str, offset: int, timestamp: int = 0, value: bytes = b"{}") -> TopicRecord:
    return TopicRecord(3, offset, timestamp, b"key", value, {"correlation-id": correlation.encode()})


def in_order(types: list[str]) -> dict[str, TopicRecord]:
    """The story's records with those of these types at the end, in the order of the types."""
    ordered = sorted(
        STORY, key=lambda event: types.index(event.event_type) if event.event_type in types else -1
    )
    return first_records(arrived(event.correlation_id, offset) for offset, event in enumerate(ordered))


def test_a_delay_heard_after_the_departure_is_heard_late() -> None:
    assert heard_late(STORY, in_order(["flight.off_block"])) == frozenset()
    assert heard_late(STORY, in_order(["flight.off_block", "flight.delayed"])) == {LATE}


def test_a_copy_that_comes_after_the_departure_makes_nothing_late() -> None:
    delay = next(event for event in STORY if event.event_type == "flight.delayed")
    records = [arrived(event.correlation_id, offset) for offset, event in enumerate(STORY)]
    first = first_records([*records, arrived(delay.correlation_id, 99)])

    assert heard_late(STORY, first) == frozenset()


def test_the_time_to_a_sink_runs_from_the_record_to_the_first_line() -> None:
    first = first_records([arrived("a", 0, timestamp=1000), arrived("a", 1, timestamp=5000)])
    lines = [
        SinkLine(1700, {"notificationId": "n1", "correlationId": "a"}),
        SinkLine(9000, {"notificationId": "n1", "correlationId": "a"}),
        SinkLine(1900, {"notificationId": "n2", "correlationId": "a"}),
        SinkLine(1900, {"notificationId": "n3", "correlationId": "asked for by somebody"}),
    ]

    assert milliseconds_to_sink(lines, first) == [700, 900]


def test_percentiles_are_measured_values() -> None:
    found = percentiles([float(value) for value in range(1, 201)])

    assert (found.p50, found.p95, found.p99, found.samples) == (100, 190, 198, 200)
    assert percentiles([7.2]).to_json() == {"p50": 7, "p95": 7, "p99": 7, "samples": 1}
    assert percentiles([]).to_json() == {"p50": None, "p95": None, "p99": None, "samples": 0}


@pytest.mark.parametrize(
    ("buried", "poison", "kinds"),
    [
        ([b"a", b"b"], [b"b", b"a"], []),
        ([b"a"], [b"a", b"b"], ["poison_not_buried"]),
        ([b"a", b"a"], [b"a"], ["dead_letter"]),
        ([b"a "], [b"a"], ["dead_letter", "poison_not_buried"]),
        ([], [], []),
    ],
)
def test_poison_has_to_be_buried_byte_for_byte_and_nothing_else(
    buried: list[bytes], poison: list[bytes], kinds: list[str]
) -> None:
    records = [arrived("x", offset, value=value) for offset, value in enumerate(buried)]

    assert [loss.kind for loss in dead_letter_losses(records, poison)] == kinds
