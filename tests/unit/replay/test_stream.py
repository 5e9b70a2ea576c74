"""The records that go to Kafka."""

import json
import subprocess
import sys
from datetime import date
from hashlib import sha256

from local.replay.day import replay_of
from services.core.flight.key import FlightKey

DAY = date(2013, 3, 8)

PRINT_HASH = """
from datetime import date
from hashlib import sha256
from local.replay.day import replay_of
print(sha256(b"".join(event.value for event in replay_of(date(2013, 3, 8), 20, 7).events)).hexdigest())
"""


def test_the_same_seed_gives_the_same_bytes_in_another_process() -> None:
    here = sha256(b"".join(event.value for event in replay_of(DAY, 20, 7).events)).hexdigest()
    there = subprocess.run([sys.executable, "-c", PRINT_HASH], capture_output=True, text=True, check=True)

    assert there.stdout.strip() == here


def test_another_seed_gives_the_same_real_facts_and_another_story() -> None:
    def real(seed: int) -> set[str]:
        return {
            event.value.decode().split('"data":')[1].split('"eventId"')[0] + event.flight_key
            for event in replay_of(DAY, 20, seed).events
            if event.event_type in ("flight.off_block", "flight.on_block")
        }

    assert real(7) == real(8)
    assert [e.value for e in replay_of(DAY, 20, 7).events] != [e.value for e in replay_of(DAY, 20, 8).events]


def test_events_are_in_order_of_publication_and_of_sequence_within_a_flight() -> None:
    events = replay_of(DAY, None, 7).events
    last: dict[tuple[str, str], int] = {}

    assert [event.published_at for event in events] == sorted(event.published_at for event in events)
    for event in events:
        body = json.loads(event.value)
        source = (event.flight_key, body["source"])
        assert body["flightSeq"] == last.get(source, 0) + 1
        last[source] = body["flightSeq"]


def test_every_event_has_an_id_and_a_correlation_of_its_own_and_says_both_in_header_and_body() -> None:
    events = replay_of(DAY, None, 7).events

    assert len({event.event_id for event in events}) == len({e.correlation_id for e in events}) == len(events)
    for event in events[:200]:
        body = json.loads(event.value)
        assert dict(event.headers)["correlation-id"].decode() == body["correlationId"] == event.correlation_id
        assert (body["eventId"], body["flightKey"]) == (event.event_id, event.flight_key)
        assert str(FlightKey.parse(event.flight_key)) == event.flight_key


def test_a_sample_is_stable_holds_delays_on_a_quiet_day_and_is_part_of_the_whole() -> None:
    quiet = date(2013, 9, 28)
    whole, sample = replay_of(quiet, None, 7), replay_of(quiet, 30, 7)

    assert len(sample.flights) == 30
    assert sum((flight.departure_delay or 0) >= 15 for flight in sample.flights) >= 10
    assert {e.event_id for e in sample.events} <= {e.event_id for e in whole.events}
    assert {f.key for f in replay_of(quiet, 30, 99).flights} == {f.key for f in sample.flights}


def test_more_flights_than_the_day_has_are_all_of_them() -> None:
    assert len(replay_of(DAY, 5000, 7).flights) == 979
