"""Where a record goes: a flight's lane, the dead-letter topic, the right partition, or nowhere."""

import asyncio
import json
from datetime import date

import pytest
from msgspec.structs import replace

from services.consumer.dispatch import Dispatcher
from services.consumer.epoch import Epoch
from services.consumer.kafka_out import partition_of
from services.consumer.lanes import Lanes
from services.consumer.ports import Candidate
from services.consumer.records import Partition, Record
from services.consumer.rekey import Rekeyer
from services.core.flight.key import FlightKey
from tests.fakes.consumer_kafka import InMemoryKafka
from tests.unit.consumer.building import KEY, SCHEDULED, Surroundings, canonical

TOPIC, RAW = "flight-operations", "flight-operations.raw"
PARTITIONS = 24
HOME = Partition(TOPIC, partition_of(str(KEY).encode(), PARTITIONS))
AWAY = Partition(TOPIC, (HOME.number + 1) % PARTITIONS)
FEED = Partition(RAW, 0)


class Bench:
    def __init__(self) -> None:
        self.around = Surroundings()
        self.kafka = InMemoryKafka()
        tools = self.around.tools()
        rekeyer = Rekeyer(self.around.store, self.kafka, TOPIC, self.around.metrics)
        self.dispatcher = Dispatcher(tools, self.kafka, rekeyer, RAW, self.place)
        self.partitions = PARTITIONS
        self.lanes = Lanes(Epoch(1, {HOME: None, AWAY: None, FEED: None}))

    def place(self, topic: str, key: bytes) -> int | None:
        return partition_of(key, self.partitions) if self.partitions else None

    async def take(self, *records: Record) -> None:
        for record in records:
            self.dispatcher.take(self.lanes, record)
        for _ in range(2_000):
            await asyncio.sleep(0)
            if not self.lanes.running:
                return
        raise TimeoutError("a lane does not end")

    def done(self, partition: Partition) -> int | None:
        return self.lanes.epoch.tracker(partition).committable


def flight_record(value: bytes | None, partition: Partition = HOME, key: bytes | None = None) -> Record:
    return Record(partition, 0, str(KEY).encode() if key is None else key, value, (("trace", b"\xff"),))


@pytest.fixture
def bench() -> Bench:
    return Bench()


async def test_an_event_at_home_reaches_its_flight(bench: Bench) -> None:
    await bench.take(flight_record(canonical()))
    assert bench.around.store.flight(KEY).state.ver == 1
    assert bench.done(HOME) == 1


async def test_a_tombstone_is_counted_and_deletes_nothing(bench: Bench) -> None:
    await bench.take(flight_record(None))
    assert bench.done(HOME) == 1
    assert bench.around.journal == []
    assert bench.around.metrics.tombstones._value.get() == 1


async def test_what_is_no_event_is_buried_with_its_reason_and_then_done(bench: Bench) -> None:
    await bench.take(flight_record(b"{"))
    assert [(one.value, reason) for one, reason, _ in bench.around.dead_letters.records] == [(b"{", "decode")]
    assert bench.done(HOME) == 1


async def test_a_burial_that_fails_is_repeated(bench: Bench) -> None:
    def fail() -> None:
        raise OSError("no broker")

    bench.around.dead_letters.faults = [fail, fail]
    await bench.take(flight_record(b""))
    assert len(bench.around.dead_letters.records) == 1
    assert bench.done(HOME) == 1


@pytest.mark.parametrize(
    ("partition", "key"), [(AWAY, None), (HOME, b"another key"), (AWAY, b"another key")], ids=str
)
async def test_a_misrouted_event_is_produced_again_and_not_processed(
    bench: Bench, partition: Partition, key: bytes | None
) -> None:
    await bench.take(flight_record(canonical(), partition, key))
    (sent,) = bench.kafka.sent
    assert (sent.topic, sent.key, sent.value) == (TOPIC, str(KEY).encode(), canonical())
    assert ("trace", b"\xff") in sent.headers
    assert bench.around.store.items == {}
    assert bench.around.metrics.misrouted._value.get() == 1
    assert bench.done(partition) == 1


async def test_an_event_without_a_key_is_misrouted(bench: Bench) -> None:
    await bench.take(Record(HOME, 0, None, canonical()))
    assert [sent.key for sent in bench.kafka.sent] == [str(KEY).encode()]


async def test_while_the_partitions_are_unknown_the_key_alone_decides(bench: Bench) -> None:
    bench.partitions = 0
    await bench.take(flight_record(canonical()))
    assert bench.kafka.sent == []
    assert bench.around.store.flight(KEY).state.ver == 1


async def test_a_bug_in_a_decoder_costs_one_record(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Record) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr("services.consumer.dispatch.decode_event", broken)
    await bench.take(flight_record(canonical()))
    assert [reason for _, reason, _ in bench.around.dead_letters.records] == ["handler_failed"]
    assert bench.done(HOME) == 1


def raw(event_type: str, **payload: object) -> Record:
    body = {
        "event_id": "e-1",
        "event_type": event_type,
        "timestamp": "2013-03-08T12:00:00Z",
        "source": "feed",
        "payload": {"flight_id": "UA207", **payload},
    }
    headers = (("correlation-id", b"from-the-feed"), ("traceparent", b"00-x"))
    return Record(FEED, 0, b"UA207", json.dumps(body).encode(), headers)


def known(bench: Bench, *flights: tuple[str, int]) -> None:
    for text, scheduled in flights:
        key = FlightKey.parse(text)
        pointers = bench.around.store.pointers.setdefault(("UA207", key.date), [])
        pointers.append(Candidate(key, scheduled))


DAY = 24 * 3_600_000


async def test_a_gate_change_finds_its_flight_through_the_designator(bench: Bench) -> None:
    known(bench, (str(KEY), SCHEDULED), ("UA-0207-2013-03-11-EWR-1", SCHEDULED + 3 * DAY))
    await bench.take(raw("GATE_CHANGE", new_gate="B7", old_gate="A5"))
    (sent,) = bench.kafka.sent
    body = json.loads(sent.value or b"")
    assert (sent.topic, sent.key) == (TOPIC, str(KEY).encode())
    assert (body["eventType"], body["data"]) == ("flight.gate_changed", {"gate": "B7", "previousGate": "A5"})
    assert (body["flightSeq"], body["occurredAt"]) == (None, "2013-03-08T12:00:00Z")
    assert body["correlationId"] == "from-the-feed"
    assert sent.header("traceparent") == "00-x"
    assert bench.done(FEED) == 1


async def test_the_produced_event_is_one_that_the_consumer_takes(bench: Bench) -> None:
    known(bench, (str(KEY), SCHEDULED))
    await bench.take(raw("FLIGHT_CANCELLED", reason="WEATHER"))
    (sent,) = bench.kafka.sent
    await bench.take(Record(HOME, 0, sent.key, sent.value, tuple(sent.headers)))
    assert bench.around.store.flight(KEY).state.registers["cancelled"]["feed~"].value is True


@pytest.mark.parametrize(
    "payload", [{"new_gate": "b7 (upper level)"}, {"new_gate": "the remote stand"}], ids=str
)
async def test_what_makes_no_valid_event_is_buried_as_it_came(bench: Bench, payload: dict[str, str]) -> None:
    known(bench, (str(KEY), SCHEDULED))
    record = raw("GATE_CHANGE", **payload)
    await bench.take(record)
    assert bench.kafka.sent == []
    ((buried, reason, _),) = bench.around.dead_letters.records
    assert (buried.value, buried.partition.topic, reason) == (record.value, RAW, "schema")
    assert bench.done(FEED) == 1


@pytest.mark.parametrize("header", [b"x" * 201, b"", b"\xff"], ids=["too long", "empty", "no text"])
async def test_news_is_not_given_up_for_a_header_that_nobody_can_use(bench: Bench, header: bytes) -> None:
    known(bench, (str(KEY), SCHEDULED))
    await bench.take(replace(raw("GATE_CHANGE", new_gate="B7"), headers=(("correlation-id", header),)))
    (sent,) = bench.kafka.sent
    assert sent.header("correlation-id") == json.loads(sent.value or b"")["correlationId"]
    assert bench.around.metrics.headers_replaced._value.get() == 1
    await bench.take(Record(HOME, 0, sent.key, sent.value, tuple(sent.headers)))
    assert bench.around.dead_letters.records == []
    assert bench.around.store.flight(KEY).state.registers["gate"]["feed~"].value == "B7"


async def test_the_same_raw_event_twice_is_the_same_event(bench: Bench) -> None:
    known(bench, (str(KEY), SCHEDULED))
    await bench.take(raw("GATE_CHANGE", new_gate="B7"), raw("GATE_CHANGE", new_gate="B7"))
    first, second = bench.kafka.sent
    assert first == second


async def test_a_delay_is_resolved_by_the_schedule_that_it_implies(bench: Bench) -> None:
    known(bench, (str(KEY), SCHEDULED), ("UA-0207-2013-03-09-EWR-1", SCHEDULED + DAY))
    await bench.take(raw("FLIGHT_DELAY", delay_minutes=45, new_departure="2013-03-08T14:45:00Z"))
    assert [sent.key for sent in bench.kafka.sent] == [str(KEY).encode()]


@pytest.mark.parametrize(
    "flights",
    [
        [],
        [("UA-0207-2013-03-08-EWR-1", SCHEDULED), ("UA-0207-2013-03-08-LGA-1", SCHEDULED + 3_600_000)],
        [("UA-0207-2013-03-10-EWR-1", SCHEDULED + 37 * 3_600_000)],
    ],
    ids=["none", "several", "too far"],
)
async def test_an_unresolvable_flight_is_dead_lettered(bench: Bench, flights: list[tuple[str, int]]) -> None:
    known(bench, *flights)
    record = raw("GATE_CHANGE", new_gate="B7")
    await bench.take(record)
    assert [(one, reason) for one, reason, _ in bench.around.dead_letters.records] == [
        (record, "unresolvable_flight")
    ]
    assert bench.done(FEED) == 1


async def test_the_candidates_are_named(bench: Bench) -> None:
    known(bench, (str(KEY), SCHEDULED), ("UA-0207-2013-03-08-LGA-1", SCHEDULED))
    rekeyer = Rekeyer(bench.around.store, bench.kafka, TOPIC, bench.around.metrics)
    with pytest.raises(Exception, match=r"UA-0207-2013-03-08-EWR-1, UA-0207-2013-03-08-LGA-1"):
        await rekeyer.rekey(raw("GATE_CHANGE", new_gate="B7"))


async def test_a_canonical_event_in_the_raw_topic_only_gets_its_key(bench: Bench) -> None:
    await bench.take(Record(FEED, 0, None, canonical()))
    assert [(sent.topic, sent.key, sent.value) for sent in bench.kafka.sent] == [
        (TOPIC, str(KEY).encode(), canonical())
    ]


async def test_every_local_date_that_can_lie_in_the_window_is_looked_up(bench: Bench) -> None:
    asked: list[date] = []

    class Asked:
        async def flights_called(self, designator: str, dates: list[date]) -> list[Candidate]:
            asked.extend(dates)
            return []

    metrics = bench.around.metrics
    rekeyer = Rekeyer(Asked(), bench.kafka, TOPIC, metrics)  # type: ignore[arg-type] # one method is enough
    with pytest.raises(Exception, match="candidates none"):
        await rekeyer.rekey(raw("GATE_CHANGE", new_gate="B7"))
    assert asked == [date(2013, 3, day) for day in range(6, 12)]
