"""What the decoders let in, and under which reason they keep the rest out."""

import json
from typing import Any

import pytest

from services.consumer.formats.canonical import SHARED_BYTES, decode_canonical
from services.consumer.formats.decode import decode_event
from services.consumer.formats.guards import SIZE_LIMIT, check_value
from services.consumer.formats.three_type import decode_three_type
from services.consumer.records import Record
from services.core.clock import MINUTE, parse_instant
from services.core.errors import InvalidEvent
from services.core.flight.authority import Authority
from tests.unit.consumer.building import KEY, PARTITION, SCHEDULED, canonical


def reason_of(value: bytes) -> str:
    with pytest.raises(InvalidEvent) as caught:
        decode_canonical(value)
    return caught.value.reason


def test_a_canonical_event_becomes_a_core_event() -> None:
    event = decode_canonical(canonical(), "00-" + "a" * 32 + "-" + "b" * 16 + "-01")
    assert event.flight_key == KEY
    assert event.authority is Authority.AIRLINE_OPS
    assert (event.seq, event.correlation_id, event.causation_id) == (3, "correlation-1", None)
    assert event.occurred_at == parse_instant("2013-03-08T12:00:00Z")
    assert event.facts["estimatedOut"] == SCHEDULED + 45 * MINUTE
    assert event.traceparent is not None
    assert event.provenance["seed"] == 7


@pytest.mark.parametrize("absent", [None, ...])
def test_a_source_without_a_count_is_let_in(absent: Any) -> None:
    assert decode_canonical(canonical(flightSeq=absent)).seq is None


def test_unknown_fields_of_the_envelope_are_let_in_since_changes_are_additive() -> None:
    assert decode_canonical(canonical(somethingNew={"a": 1})).flight_key == KEY


@pytest.mark.parametrize(
    "changes",
    [
        {"eventId": ...},
        {"eventId": ""},
        {"eventId": "with#hash"},
        {"eventId": 7},
        {"sourceAuthority": "GOD"},
        {"occurredAt": "2013-03-08T12:00:00"},
        {"occurredAt": "2013-02-30T12:00:00Z"},
        {"publishedAt": "yesterday"},
        {"publishedAt": 1362744000},
        {"flightSeq": -1},
        {"flightSeq": 1.5},
        {"flightSeq": True},
        {"flightSeq": 2**63},
        {"specVersion": "2.0"},
        {"data": []},
        {"data": {}},
        {"data": {"estimatedOut": 12}},
        {"data": {"estimatedOut": "2013-03-08T14:45:00"}},
        {"data": {"estimatedOut": "2013-03-08T14:45:00Z", "unknown": 1}},
        {"data": {"estimatedOut": "2013-03-08T14:45:00Z", "reason": "RAIN"}},
        {"correlationId": ""},
        {"correlationId": "x" * 201},
    ],
    ids=str,
)
def test_a_wrong_field_is_a_schema_error(changes: dict[str, Any]) -> None:
    assert reason_of(canonical(**changes)) == "schema"


@pytest.mark.parametrize("version", [2, "1", None, True, 1.5, ...], ids=str)
def test_another_schema_version_is_never_guessed_at(version: Any) -> None:
    assert reason_of(canonical(schemaVersion=version)) == "unknown_schema_version"


def test_a_newer_version_is_reported_even_where_its_fields_no_longer_fit() -> None:
    assert reason_of(canonical(schemaVersion=2, data=[], eventId=7)) == "unknown_schema_version"


def test_an_unknown_type_is_named() -> None:
    assert reason_of(canonical(eventType="flight.teleported")) == "unknown_type"


@pytest.mark.parametrize("key", ["UA-0207-2013-03-08-EWR", "UA-0207#-2013-03-08-EWR-1", "", "UA|1"])
def test_a_key_that_does_not_fit_is_kept_out_of_the_table(key: str) -> None:
    assert reason_of(canonical(flightKey=key)) == "invalid_flight_key"


@pytest.mark.parametrize(
    "value",
    [
        b"{",
        b"nonsense",
        b'{"a": NaN}',
        b'"\xff"',
        b"[" * 50_000,
        b'{"a":' * 5_000,
        b'{"specVersion":"1.0"} trailing',
    ],
    ids=lambda value: repr(value[:12]),
)
def test_what_is_no_json_is_a_decode_error(value: bytes) -> None:
    assert reason_of(value) == "decode"


@pytest.mark.parametrize("value", [b"[]", b"7", b"null", b'"text"'])
def test_json_that_is_no_object_is_a_schema_error(value: bytes) -> None:
    assert reason_of(value) == "schema"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "empty_value"),
        (b"\x00\x00\x00\x00\x01{}", "schema_registry_framing"),
        (b"\xef\xbb\xbf{}", "decode"),
        (b"x" * (SIZE_LIMIT + 1), "oversized"),
    ],
    ids=["empty", "framing", "byte order mark", "oversized"],
)
def test_the_guards_look_at_the_bytes_first(value: bytes, reason: str) -> None:
    with pytest.raises(InvalidEvent) as caught:
        check_value(value)
    assert caught.value.reason == reason


def test_a_value_of_exactly_the_limit_passes() -> None:
    check_value(b"x" * SIZE_LIMIT)


@pytest.mark.parametrize("header", [b"nonsense", b"\xff", b"", None])
def test_a_broken_trace_context_decides_nothing(header: bytes | None) -> None:
    headers = (("traceparent", header),)
    event = decode_event(Record(PARTITION, 0, b"k", canonical(), headers))  # type: ignore[arg-type]
    assert event.traceparent is None


def three_type(event_type: str, payload: dict[str, Any], **changes: Any) -> bytes:
    body = {
        "event_id": "e-1",
        "event_type": event_type,
        "timestamp": "2013-03-08T12:00:00Z",
        "source": "feed",
        "payload": payload,
    }
    return json.dumps({**body, **changes}).encode()


def test_a_delay_of_the_three_types() -> None:
    event = decode_three_type(
        three_type(
            "FLIGHT_DELAY",
            {
                "flight_id": "UA0207",
                "delay_minutes": 45,
                "reason": "ATC",
                "reason_detail": "free text",
                "new_departure": "2013-03-08T14:45:00Z",
                "new_arrival": "2013-03-08T18:00:00+00:00",
            },
        )
    )
    assert (event.event_type, event.designator) == ("flight.delayed", "UA207")
    assert event.scheduled_out == SCHEDULED
    assert event.data == {
        "estimatedOut": "2013-03-08T14:45:00Z",
        "estimatedIn": "2013-03-08T18:00:00Z",
        "reason": "AIRS",
    }
    assert "free text" not in repr(event)


def test_a_cancellation_and_a_gate_change_of_the_three_types() -> None:
    cancelled = decode_three_type(three_type("FLIGHT_CANCELLED", {"flight_id": "UA207", "reason": "OTHER"}))
    assert (cancelled.event_type, cancelled.data) == ("flight.cancelled", {"reason": None})
    gate = decode_three_type(
        three_type("GATE_CHANGE", {"flight_id": "UA207B", "old_gate": "A5", "new_gate": "D15"})
    )
    assert (gate.event_type, gate.designator) == ("flight.gate_changed", "UA207B")
    assert gate.data == {"gate": "D15", "previousGate": "A5"}


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (three_type("FLIGHT_LOST", {}), "unknown_type"),
        (three_type("GATE_CHANGE", {"flight_id": "UA207"}), "schema"),
        (three_type("GATE_CHANGE", {"flight_id": "207", "new_gate": "B7"}), "schema"),
        (three_type("GATE_CHANGE", {"flight_id": "UA0", "new_gate": "B7"}), "schema"),
        (three_type("FLIGHT_CANCELLED", {"flight_id": "UA207", "reason": "RAIN"}), "schema"),
        (three_type("GATE_CHANGE", {"flight_id": "UA207", "new_gate": "B7"}, timestamp="noon"), "schema"),
        (b"{", "decode"),
        (b"[]", "schema"),
    ],
)
def test_what_the_three_types_keep_out(value: bytes, reason: str) -> None:
    with pytest.raises(InvalidEvent) as caught:
        decode_three_type(value)
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("null", "schema"),
        ("[]", "schema"),
        ('"x"', "schema"),
        ('{"a"}', "decode"),
        ('{"a":"\\ud800"}', "decode"),
    ],
)
@pytest.mark.parametrize("pad", [0, SHARED_BYTES])
def test_a_provenance_that_is_no_object_is_refused(wrong: str, reason: str, pad: int) -> None:
    value = canonical(provenance="HERE").replace(b'"HERE"', wrong.encode().replace(b"{", b"{" + b" " * pad))
    assert reason_of(value) == reason


def test_events_that_say_the_same_of_their_provenance_share_it() -> None:
    one, other = decode_canonical(canonical()), decode_canonical(canonical(eventId="other"))
    assert one.provenance is other.provenance
    assert decode_canonical(canonical(provenance={"seed": 8})).provenance == {"seed": 8}
    assert decode_canonical(canonical(provenance=...)).provenance == {}
