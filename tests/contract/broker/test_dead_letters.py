"""The command for dead letters on an embedded broker, with dead letters that the consumer buried."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from flightpulse.cli import main
from local.broker import MockBroker
from local.broker.topics import Topic
from services.consumer.dead_letters import KafkaDeadLetters
from services.consumer.kafka_out import KafkaOut, make_producer, partition_of
from services.consumer.metrics import Metrics
from services.consumer.ports import Refusal
from services.consumer.records import Partition, Record
from services.core.awsio.kafka_access import KafkaAccess
from services.core.clock import WallClock
from services.core.contracts.envelope import Envelope
from services.core.errors import InvalidEvent
from services.core.table.flight_item import Outbox

pytestmark = [pytest.mark.broker]

FLIGHT = "UA-0207-2013-03-08-EWR-1"
OWN = (("trace", b"\x00\xff"), ("dlq.mine", b"1"), ("trace", b"again"))
VALUE = b'{"flightKey": "UA-0207-2013-03-08-EWR-1", "broken": \x00}'


@dataclass
class Desk:
    """A source topic, a dead-letter topic, and the command pointed at them."""

    broker: MockBroker
    capture: pytest.CaptureFixture[str]
    name: str

    @property
    def dlq(self) -> str:
        return f"{self.name}.dlq"

    def run(self, *arguments: str) -> tuple[int, str]:
        status = main(["dlq", *arguments, "--bootstrap", self.broker.bootstrap, "--topic", self.dlq])
        out, err = self.capture.readouterr()
        return status, out + err

    def bury(self, *records: Record, reason: str = "decode") -> None:
        async def each(letters: KafkaDeadLetters) -> None:
            for record in records:
                await letters.bury(record, reason, InvalidEvent(reason, "not JSON: byte 52"))

        asyncio.run(self._with_letters(each))

    def bury_envelope(self) -> None:
        async def once(letters: KafkaDeadLetters) -> None:
            envelope = Envelope("e-1", "flight.delayed", {"flightKey": FLIGHT})
            refusal = Refusal(envelope, "MalformedDetail", "no")
            await letters.bury_envelope(refusal, Outbox(self.name, 0, 7, ()))

        asyncio.run(self._with_letters(once))

    async def _with_letters(self, do: object) -> None:
        producer = make_producer(self.broker.bootstrap, KafkaAccess())
        await producer.start()
        try:
            letters = KafkaDeadLetters(KafkaOut(producer), self.dlq, "group", "1.0", WallClock(), Metrics())
            await do(letters)  # type: ignore[operator]
        finally:
            await producer.stop()

    def source(self, partition: int) -> Sequence[tuple[bytes | None, bytes | None, tuple[object, ...]]]:
        async def read() -> list[tuple[bytes | None, bytes | None, tuple[object, ...]]]:
            consumer = AIOKafkaConsumer(bootstrap_servers=self.broker.bootstrap)
            where = TopicPartition(self.name, partition)
            consumer.assign([where])
            await consumer.start()
            try:
                await consumer.seek_to_beginning(where)
                end = (await consumer.end_offsets([where]))[where]
                found: list[tuple[bytes | None, bytes | None, tuple[object, ...]]] = []
                while len(found) < end:
                    for records in (await consumer.getmany(timeout_ms=200)).values():
                        found += [(one.key, one.value, tuple(one.headers)) for one in records]
                return found
            finally:
                await consumer.stop()

        return asyncio.run(read())


@pytest.fixture
def desk(mock_broker: MockBroker, capsys: pytest.CaptureFixture[str]) -> Desk:
    made = Desk(mock_broker, capsys, f"d{uuid.uuid4().hex[:10]}")
    mock_broker.create_topic(Topic(made.name, 4))
    mock_broker.create_topic(Topic(made.dlq, 1))
    return made


def record(desk: Desk, offset: int, key: bytes | None, value: bytes | None) -> Record:
    return Record(Partition(desk.name, 3), offset, key, value, OWN, 1_362_700_800_000)


def test_list_and_show_say_what_lies_there_and_what_would_be_right(desk: Desk) -> None:
    assert desk.run("list") == (0, "no dead letter matches\n")
    desk.bury(record(desk, 17, FLIGHT.encode(), VALUE))
    desk.bury(record(desk, 18, None, b"\xff\x00raw"), reason="schema")

    status, listed = desk.run("list")
    assert status == 0
    assert f"decode                   {FLIGHT}" in listed
    assert f"{desk.name}/3/17" in listed
    assert desk.run("list", "--reason", "schema")[1].count(f"{desk.name}/3/") == 1
    assert desk.run("list", "--flight", FLIGHT)[1].count(f"{desk.name}/3/") == 1
    assert "no dead letter matches" in desk.run("list", "--until", "2013-03-08T00:00:00Z")[1]
    assert "and 1 older" in desk.run("list", "--limit", "1")[1]

    status, text = desk.run("show", "0/0")
    assert (status, "not JSON: byte 52" in text, "one JSON object in UTF-8" in text) == (0, True, True)
    assert '"broken": \\x00' in text, "control characters never reach the terminal"
    assert "ff 00 72 61 77" in desk.run("show", "0/1")[1], "what is no text is shown in hexadecimal"


def test_replay_says_first_then_does_and_remembers(desk: Desk) -> None:
    desk.bury(record(desk, 17, FLIGHT.encode(), VALUE))
    home = partition_of(FLIGHT.encode(), 4)

    status, said = desk.run("replay", "0/0")
    assert status == 0
    assert "nothing was done" in said
    assert desk.source(home) == [], "a dry run produces nothing"

    status, said = desk.run("replay", "0/0", "--yes")
    assert (status, f"replayed to {desk.name}/{home}/0 (replay 1)" in said) == (0, True)
    assert desk.source(home) == [(FLIGHT.encode(), VALUE, (*OWN, ("dlq.replay", b"1")))]
    assert f"to {desk.name}/{home}/0" in desk.run("list")[1], "the list remembers it"

    assert "it was replayed before" in desk.run("replay", "0/0")[1]
    desk.run("replay", "--reason", "decode", "--yes")
    assert desk.source(home)[1][2][-1] == ("dlq.replay", b"2")


def test_the_count_goes_on_when_a_replayed_record_is_buried_again(desk: Desk) -> None:
    headers = (*OWN, ("dlq.replay", b"4"))
    desk.bury(Record(Partition(desk.name, 3), 30, FLIGHT.encode(), VALUE, headers))
    assert "it is what replay 4 came to" in desk.run("list")[1]
    desk.run("replay", "--all", "--yes")
    home = partition_of(FLIGHT.encode(), 4)
    assert desk.source(home)[0][2] == (*OWN, ("dlq.replay", b"5"))


def test_an_entry_of_the_bus_is_refused_and_explained_and_the_others_go(desk: Desk) -> None:
    desk.bury_envelope()
    desk.bury(record(desk, 17, FLIGHT.encode(), None))
    status, said = desk.run("replay", "--all", "--yes")
    assert status == 1
    assert "it is an entry of the bus" in said
    assert "(replay 1)" in said
    assert [one[1] for one in desk.source(partition_of(FLIGHT.encode(), 4))] == [None], "the tombstone only"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "9/9"), "no dead letter lies at 9/9"),
        (("replay",), "name what to replay"),
        (("list", "--topic", "nothing.here"), "there is no topic nothing.here"),
    ],
)
def test_what_is_not_there_is_said(desk: Desk, arguments: tuple[str, ...], says: str) -> None:
    bootstrap = ("--bootstrap", desk.broker.bootstrap)
    topic = () if "--topic" in arguments else ("--topic", desk.dlq)
    assert main(["dlq", *arguments, *bootstrap, *topic]) == 2
    assert says in desk.capture.readouterr().err
