"""What cannot be understood ends in the dead-letter topic, byte for byte, and the rest goes on."""

import json

import pytest

from tests.reliability.events import Produced, event, key_of, merged, story
from tests.reliability.pipeline import Pipeline

pytestmark = [pytest.mark.broker, pytest.mark.slow]

GOOD = key_of(1)


def _without(field: str) -> bytes:
    body = json.loads(story(GOOD)[1])
    del body[field]
    return json.dumps(body).encode()


def _with(**changes: object) -> bytes:
    return json.dumps({**json.loads(story(GOOD)[1]), **changes}).encode()


BAD: dict[bytes, str] = {
    b"{not json": "decode",
    b'"\xff\xfe"': "decode",
    b"\xef\xbb\xbf" + story(GOOD)[1]: "decode",
    b"": "empty_value",
    b"\x00\x00\x00\x00\x07" + story(GOOD)[1]: "schema_registry_framing",
    b"[" * 100_000: "decode",
    b'{"pad":"' + b"x" * 300_000 + b'"}': "oversized",
    _without("eventId"): "schema",
    _with(occurredAt="2013-03-08T12:00:00"): "schema",
    _with(schemaVersion=2): "unknown_schema_version",
    _with(eventType="flight.teleported"): "unknown_type",
    _with(flightKey="UA-0207#x-2013-03-08-EWR-1"): "invalid_flight_key",
}
UNRESOLVABLE = json.dumps(
    {
        "event_id": "7",
        "event_type": "GATE_CHANGE",
        "timestamp": "2013-03-08T12:00:00Z",
        "source": "feed",
        "payload": {"flight_id": "UA9999", "new_gate": "B7"},
    }
).encode()


# It names a flight that is known, and only the event made of it shows what is wrong with it.
NO_GATE = UNRESOLVABLE.replace(b"UA9999", b"UA1").replace(b"B7", b"b7 (upper level)")


def test_bad_input_is_dead_lettered_with_its_reason_and_the_rest_goes_on(
    pipeline: Pipeline,
) -> None:
    good, wrongly_keyed = story(GOOD), story(key_of(2))
    records: list[Produced] = [(pipeline.topic, GOOD.encode(), good[0])]
    records += [(pipeline.topic, GOOD.encode(), value) for value in BAD]
    records += [(pipeline.topic, GOOD.encode(), None)]
    records += [(pipeline.topic, b"another key", value) for value in wrongly_keyed]
    records += [(pipeline.topic, GOOD.encode(), value) for value in good[1:]]
    raw = (UNRESOLVABLE, NO_GATE, _gate_change("UA1"))
    records += [(pipeline.raw_topic, None, value) for value in raw]

    with pipeline.consumer():
        pipeline.produce(records[:1])
        pipeline.wait_until_done()  # the schedule is known before the raw topic speaks of the flight
        pipeline.produce(records[1:])
        pipeline.wait_until_done()
        metrics = pipeline.get("/metrics")

    buried = pipeline.dead_letters()
    assert sorted((one.value or b"", one.headers["dlq.reason"].decode()) for one in buried) == sorted(
        [*BAD.items(), (UNRESOLVABLE, "unresolvable_flight"), (NO_GATE, "schema")]
    )
    for one in buried:
        key, value, headers = one.key, one.value, one.headers
        assert headers["trace"] == b"\x00\xff", "the headers as they came"
        source = headers["dlq.source.topic"].decode()
        assert (source == pipeline.raw_topic) == (value in raw), "the bytes of the topic they came from"
        assert key == (None if source == pipeline.raw_topic else GOOD.encode())
        assert headers["dlq.source.offset"].isdigit()
        assert headers["dlq.group"].decode() == pipeline.name
    _check_state(pipeline, GOOD, [*good, _as_canonical(GOOD)])
    _check_state(pipeline, key_of(2), wrongly_keyed)
    assert f"flightpulse_consumer_misrouted_total {float(len(wrongly_keyed))}" in metrics
    assert "flightpulse_consumer_tombstones_total 1.0" in metrics


def _check_state(pipeline: Pipeline, key: str, values: list[bytes]) -> None:
    state = pipeline.item(f"FLT#{key}", "STATE")
    assert state is not None
    stored, expected = json.loads(state["registers"]), json.loads(merged(key, values))
    assert stored.keys() == expected.keys()
    for field, lineages in expected.items():
        assert {name: one[0] for name, one in stored[field].items()} == {
            name: one[0] for name, one in lineages.items()
        }


def _gate_change(designator: str) -> bytes:
    return UNRESOLVABLE.replace(b"UA9999", designator.encode())


def _as_canonical(key: str) -> bytes:
    body = json.loads(event(key, 9, "flight.gate_changed", {"gate": "B7"}))
    return json.dumps({**body, "source": "feed", "flightSeq": None}).encode()
