"""The dead letter: as it came, with everything needed to find out why and to send it again."""

import json

from services.consumer.dead_letters import MESSAGE_LIMIT, KafkaDeadLetters
from services.consumer.metrics import Metrics
from services.consumer.ports import BadBatch, Refusal
from services.consumer.records import Record
from services.core.contracts.envelope import Envelope
from services.core.errors import InvalidEvent
from services.core.table.flight_item import Outbox
from tests.fakes.consumer_kafka import InMemoryKafka
from tests.unit.consumer.building import PARTITION


class NoonClock:
    def now(self) -> int:
        return 1_362_744_000_000


def dead_letters(kafka: InMemoryKafka) -> KafkaDeadLetters:
    return KafkaDeadLetters(kafka, "dlq", "group", "1.2.3", NoonClock(), Metrics())


async def test_a_record_is_kept_byte_for_byte_with_the_reason_beside_it() -> None:
    kafka = InMemoryKafka()
    record = Record(PARTITION, 17, b"\x00key", b"\xff\x00value", (("trace", b"\x01\xff"),), 1_000)
    await dead_letters(kafka).bury(record, "decode", InvalidEvent("decode", "not JSON"), 3)
    (sent,) = kafka.sent
    assert (sent.topic, sent.key, sent.value) == ("dlq", b"\x00key", b"\xff\x00value")
    assert dict(sent.headers) == {
        "trace": b"\x01\xff",
        "dlq.reason": b"decode",
        "dlq.error.type": b"InvalidEvent",
        "dlq.error.message": b"not JSON",
        "dlq.source.topic": b"flight-operations",
        "dlq.source.partition": b"3",
        "dlq.source.offset": b"17",
        "dlq.source.timestamp": b"1000",
        "dlq.group": b"group",
        "dlq.failure.count": b"3",
        "dlq.first_failed_at": b"2013-03-08T12:00:00Z",
        "dlq.app_version": b"1.2.3",
    }


async def test_an_absent_key_and_value_stay_absent() -> None:
    kafka = InMemoryKafka()
    await dead_letters(kafka).bury(Record(PARTITION, 0, None, None), "decode", ValueError())
    assert (kafka.sent[0].key, kafka.sent[0].value) == (None, None)


async def test_headers_of_an_earlier_burial_do_not_pass_for_this_one() -> None:
    kafka = InMemoryKafka()
    record = Record(PARTITION, 0, None, b"x", (("dlq.reason", b"schema"),))
    await dead_letters(kafka).bury(record, "decode", ValueError())
    assert [value for name, value in kafka.sent[0].headers if name == "dlq.reason"] == [b"decode"]
    assert dict(kafka.sent[0].headers)["dlq.replay.reason"] == b"schema"


async def test_a_long_message_is_cut() -> None:
    kafka = InMemoryKafka()
    await dead_letters(kafka).bury(Record(PARTITION, 0, None, b"x"), "schema", ValueError("x" * 9_999))
    assert len(kafka.sent[0].header("dlq.error.message")) == MESSAGE_LIMIT


async def test_a_refused_envelope_is_kept_with_its_offset() -> None:
    kafka = InMemoryKafka()
    envelope = Envelope("id-1", "flight.delayed", {"eventId": "id-1", "flightKey": "UA-1"})
    refusal = Refusal(envelope, "MalformedDetail", "no")
    await dead_letters(kafka).bury_envelope(refusal, Outbox("flight-operations", 3, 99, (envelope,)))
    (sent,) = kafka.sent
    assert sent.key == b"UA-1"
    assert json.loads(sent.value or b"") == envelope.detail
    assert sent.header("dlq.reason") == "envelope_refused"
    assert sent.header("dlq.error.type") == "MalformedDetail"
    assert sent.header("dlq.detail_type") == "flight.delayed"
    assert sent.header("dlq.source.offset") == "99"


async def test_a_refused_envelope_that_is_no_json_is_kept_all_the_same() -> None:
    kafka = InMemoryKafka()
    envelope = Envelope("id-1", "flight.delayed", {"flightKey": "UA-1", "bad": object()})
    refusal = Refusal(envelope, "NotJson", "no")
    await dead_letters(kafka).bury_envelope(refusal, Outbox("t", 0, 0, ()))
    assert b"flightKey" in (kafka.sent[0].value or b"")


async def test_a_batch_comes_with_its_bytes_and_its_offsets() -> None:
    kafka = InMemoryKafka()
    await dead_letters(kafka).bury_batch(BadBatch(PARTITION, 40, 44, b"\x00broken"))
    (sent,) = kafka.sent
    assert (sent.key, sent.value) == (None, b"\x00broken")
    assert sent.header("dlq.reason") == "corrupt_batch"
    assert (sent.header("dlq.source.offset"), sent.header("dlq.source.last_offset")) == ("40", "43")
