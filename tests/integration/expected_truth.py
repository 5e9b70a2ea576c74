"""The truth hash that a replay has to end in, computed without Kafka, table or any process."""

from collections import defaultdict

from local.replay.day import ReplayDay
from local.report.flight_record import FlightRecord
from local.report.truth_hash import truth_hash
from services.consumer.formats.canonical import decode_canonical
from services.core.flight import registers as reg
from services.core.flight.derive import derive
from services.core.flight.event import FlightEvent
from services.core.table.flight_item import dumps


def expected_truth_hash(day: ReplayDay) -> str:
    """Merge the events of each flight, the last first: order must not matter."""
    events: defaultdict[str, list[FlightEvent]] = defaultdict(list)
    for event in reversed(day.events):
        events[event.flight_key].append(decode_canonical(event.value))
    return truth_hash(_record(key, of_flight) for key, of_flight in events.items())


def _record(flight_key: str, events: list[FlightEvent]) -> FlightRecord:
    registers: reg.Registers = {}
    for event in events:
        registers, _ = reg.merge(registers, event)
    parts = {"registers": reg.to_json(registers), "derived": derive(registers).to_json()}
    state = {name: dumps(value) for name, value in parts.items()}
    return FlightRecord(flight_key, state, frozenset(), {}, {})
