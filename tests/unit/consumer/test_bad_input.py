"""Bad input, row by row as docs/bad-input.md lists it: what no other test of the consumer shows."""

import asyncio
from dataclasses import replace

import pytest
from aiokafka import codec

from services.consumer.codecs import require_codecs
from services.consumer.errors import CannotStart
from services.consumer.formats.canonical import decode_canonical
from services.consumer.formats.decode import decode_event
from services.consumer.kafka_clients import make_consumer
from services.consumer.records import Record
from services.consumer.settings import Settings
from services.core.clock import MINUTE, format_instant, parse_instant
from services.core.errors import InvalidEvent
from tests.unit.consumer.building import (
    KEY,
    PARTITION,
    Surroundings,
    arrival,
    canonical,
    event,
    gate,
    queue,
    scheduled,
)
from tests.unit.consumer.test_dispatch import HOME, Bench, flight_record
from tests.unit.consumer.test_surroundings import ENVIRONMENT

NOON = parse_instant("2013-03-08T12:00:00Z")


def refusal(value: bytes, timestamp: int = 0) -> InvalidEvent:
    with pytest.raises(InvalidEvent) as caught:
        decode_event(Record(PARTITION, 0, None, value, timestamp=timestamp))
    return caught.value


@pytest.mark.parametrize("number", [b"NaN", b"-Infinity", b"1e999"])
def test_a_number_that_json_does_not_have_is_refused(number: bytes) -> None:
    assert refusal(canonical().replace(b'"seed": 7', b'"seed": ' + number)).reason == "decode"


async def test_huge_numbers_and_depth_in_what_is_only_kept_do_no_harm() -> None:
    bench = Bench()
    deep = b"[" * 500 + b"1" * 60 + b"]" * 500
    await bench.take(flight_record(canonical().replace(b'"seed": 7', b'"seed": ' + deep)))
    assert bench.done(HOME) == 1
    assert bench.around.dead_letters.records == []
    assert bench.around.store.flight(KEY).state.ver == 1


def test_of_a_key_that_comes_twice_the_last_counts_each_time() -> None:
    value = canonical().replace(b"{", b'{"flightSeq": 900, ', 1)
    assert {decode_canonical(value).seq for _ in range(3)} == {3}


@pytest.mark.parametrize(
    "text", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"], ids=["after 9999", "before 1"]
)
def test_a_time_that_leaves_the_calendar_in_utc_is_refused(text: str) -> None:
    """Let in, it could not be written back, and its lane would try for ever."""
    assert refusal(canonical(occurredAt=text)).reason == "schema"
    assert refusal(canonical(data={"estimatedOut": text})).reason == "schema"


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_ends_of_the_calendar_are_written_back_as_they_came(text: str) -> None:
    assert format_instant(parse_instant(text)) == text


def test_an_event_from_the_far_future_is_refused() -> None:
    """It would outweigh everything that is said later."""
    error = refusal(canonical(occurredAt="2013-03-09T12:00:01Z"), timestamp=NOON)
    assert error.reason == "schema"
    assert "right is a time that has come" in str(error)
    value = canonical(occurredAt="2013-03-09T12:00:00Z")
    assert decode_event(Record(PARTITION, 0, None, value, timestamp=NOON)).seq == 3


@pytest.mark.parametrize(("minutes", "counted"), [(5, 0), (6, 1)])
async def test_a_clock_that_is_ahead_is_counted(minutes: int, counted: int) -> None:
    bench = Bench()
    at = format_instant(NOON + minutes * MINUTE)
    sent = flight_record(canonical(occurredAt=at))
    await bench.take(Record(sent.partition, 0, sent.key, sent.value, timestamp=NOON))
    assert bench.around.metrics.clock_ahead._value.get() == counted
    assert bench.around.store.flight(KEY).state.ver == 1


@pytest.mark.parametrize("text", ["ops\x00", "ops\nUA", "ops\u202eAU", "ops\x7f", "ops\u200b"])
@pytest.mark.parametrize("field", ["source", "correlationId", "causationId"])
def test_characters_that_cannot_be_seen_are_refused(field: str, text: str) -> None:
    error = refusal(canonical(**{field: text}))
    assert (error.reason, field in str(error)) == ("schema", True)


def test_one_name_in_two_forms_of_unicode_is_one_name() -> None:
    composed, decomposed = (decode_canonical(canonical(source=one)) for one in ("op\u00e9😀", "ope\u0301😀"))
    assert composed.source == decomposed.source == "op\u00e9😀"


async def test_a_thousand_headers_go_through_and_into_the_dead_letter() -> None:
    headers = tuple(("h", bytes([number % 256])) for number in range(1_000))
    bench = Bench()
    await bench.take(replace_headers(flight_record(canonical()), headers))
    assert bench.around.store.flight(KEY).state.ver == 1
    bad = Record(HOME, 1, str(KEY).encode(), b"{", headers)
    await bench.take(bad)
    assert [one for one, _, _ in bench.around.dead_letters.records] == [bad]


def replace_headers(one: Record, headers: tuple[tuple[str, bytes], ...]) -> Record:
    return Record(one.partition, one.offset, one.key, one.value, headers)


async def test_numbers_that_a_source_left_out_are_counted_and_what_comes_counts(around: Surroundings) -> None:
    epoch = around.epoch()
    lane = around.lane(epoch)
    queue(lane, epoch, arrival(0, scheduled(4)))
    await lane.run()
    assert around.metrics.missing._value.get() == 0, "nobody says where a source begins"
    other = replace(event(1, "flight.gate_changed", {"gate": "C1"}), source="airport.EWR")
    queue(lane, epoch, arrival(1, gate(5, "B7")), arrival(2, gate(9, "B8")), arrival(3, gate(8, "B7")))
    queue(lane, epoch, arrival(4, other))
    await lane.run()
    assert around.metrics.missing._value.get() == 3
    assert around.store.flight(KEY).state.published.gate == "B8"


async def test_an_unknown_version_is_held_where_that_is_wanted_and_the_rest_goes_on() -> None:
    bench = Bench()
    bench.dispatcher._hold = True
    bench.dispatcher.take(bench.lanes, flight_record(canonical(schemaVersion=2)))
    good = Record(HOME, 1, str(KEY).encode(), canonical())
    bad = Record(HOME, 2, str(KEY).encode(), b"{")
    bench.dispatcher.take(bench.lanes, good)
    bench.dispatcher.take(bench.lanes, bad)
    for _ in range(200):
        await asyncio.sleep(0)
    assert bench.done(HOME) is None, "nothing behind it is committed: the next release gets it"
    assert bench.lanes.epoch.tracker(HOME).unfinished == 1
    assert bench.around.store.flight(KEY).state.ver == 1
    assert [reason for _, reason, _ in bench.around.dead_letters.records] == ["decode"]
    await bench.lanes.end()


@pytest.mark.parametrize(("value", "held"), [("hold", "hold"), ("", "dead-letter")])
def test_an_unknown_version_is_dead_lettered_unless_the_setting_says_otherwise(value: str, held: str) -> None:
    settings = Settings.from_environment({**ENVIRONMENT, "FLIGHTPULSE_UNKNOWN_VERSION": value})
    assert settings.unknown_version == held


def test_every_codec_of_kafka_is_tried_at_the_start() -> None:
    require_codecs()

    def absent(_: bytes) -> bytes:
        raise RuntimeError("no such library")

    with pytest.raises(CannotStart, match="zstd cannot be read here"):
        require_codecs({"gzip": (codec.gzip_encode, codec.gzip_decode), "zstd": (absent, absent)})
    with pytest.raises(CannotStart, match="lz4 does not give back"):
        require_codecs({"lz4": (bytes, lambda _: b"")})


async def test_what_a_transaction_took_back_is_never_read() -> None:
    consumer = make_consumer(Settings.from_environment({**ENVIRONMENT, "FLIGHTPULSE_LOCAL": "1"}))
    assert consumer._isolation_level == "read_committed"
    await consumer._client.close()
