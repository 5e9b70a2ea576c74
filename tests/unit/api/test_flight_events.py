"""A command on a flight: validated, one event per idempotency key, in the flight's topic."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from services.api.commands import append_event
from services.api.commands.append_event import AppendEvent
from services.api.commands.said_before import SaidBefore
from services.api.ports import LogUnavailable
from services.consumer.formats.canonical import decode_canonical
from services.core.awsio.errors import Throttled
from services.core.clock import parse_instant
from services.core.flight.authority import Authority
from tests.unit.api.problem import problem
from tests.unit.api.world import KEY, WALL, World

EVENTS = f"/v1/flights/{KEY}/events"
BODY: dict[str, Any] = {
    "eventType": "flight.delayed",
    "occurredAt": "2013-03-08T13:30:00Z",
    "data": {"estimatedOut": "2013-03-08T15:10:00Z", "reason": "CREW"},
}
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def key(text: str = "key-1") -> dict[str, str]:
    return {"Idempotency-Key": text}


async def test_an_accepted_event_is_what_the_consumer_decodes(
    client: httpx.AsyncClient, world: World
) -> None:
    headers = key() | {"X-Correlation-Id": "corr-7", "traceparent": TRACE}
    response = await client.post(EVENTS, json=BODY, headers=headers)
    assert response.status_code == 202
    event_id = response.json()["eventId"]
    assert response.headers["Location"] == f"{EVENTS}/{event_id}"

    [record] = world.log.records
    assert record.key == str(KEY).encode()
    assert record.headers == {
        "content-type": "application/json",
        "correlation-id": "corr-7",
        "traceparent": TRACE,
    }
    event = decode_canonical(record.value)
    assert (event.event_id, event.flight_key, event.seq) == (event_id, KEY, None)
    assert (event.source, event.authority) == ("flightpulse.api", Authority.AIRLINE_OPS)
    assert event.correlation_id == "corr-7"
    assert event.occurred_at == event.published_at == parse_instant("2013-03-08T13:30:00Z")
    assert event.facts["estimatedOut"] == parse_instant("2013-03-08T15:10:00Z")


async def test_the_same_key_is_the_same_event_and_another_key_another(
    client: httpx.AsyncClient, world: World
) -> None:
    first = await client.post(EVENTS, json=BODY, headers=key("a"))
    again = await client.post(EVENTS, json=BODY, headers=key("a"))
    other = await client.post(EVENTS, json=BODY, headers=key("b"))
    elsewhere = await client.post(EVENTS.replace("0207", "0208"), json=BODY, headers=key("a"))
    ids = [response.json()["eventId"] for response in (first, again, other, elsewhere)]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    values = [
        {name: field for name, field in json.loads(record.value).items() if name != "correlationId"}
        for record in world.log.records[:2]
    ]
    assert values[0] == values[1]


@pytest.mark.parametrize("bad", [None, "", "a b", "ä", "x" * 129])
async def test_a_missing_or_bad_idempotency_key_is_refused(
    client: httpx.AsyncClient, world: World, bad: str | None
) -> None:
    headers = [] if bad is None else [(b"Idempotency-Key", bad.encode())]
    body = problem(await client.post(EVENTS, json=BODY, headers=headers), 400, "idempotency-key-needed")
    assert "1 to 128" in body["expected"]
    assert world.log.records == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"eventType": "flight.exploded"}, "known are flight.scheduled"),
        ({"occurredAt": "2013-03-08T13:30:00"}, "with a zone"),
        ({"occurredAt": 1362749400}, "occurredAt"),
        ({"publishedAt": "yesterday"}, "publishedAt"),
        ({"sourceAuthority": "PILOT"}, "AIRLINE_OPS"),
        ({"data": {}}, "needs data.estimatedOut"),
        ({"data": {"estimatedOut": "soon"}}, "RFC 3339"),
        ({"data": {"estimatedOut": "2013-03-08T15:10:00Z", "reason": "GREMLINS"}}, "CREW"),
        ({"data": {"estimatedOut": "2013-03-08T15:10:00Z", "gate": "B7"}}, "does not take data.gate"),
        ({"data": []}, "data"),
        ({"flightKey": "UA-0208-2013-03-08-EWR-1"}, "flightKey"),
    ],
)
async def test_a_wrong_event_says_what_is_wrong_with_it(
    client: httpx.AsyncClient, world: World, change: dict[str, Any], says: str
) -> None:
    response = await client.post(EVENTS, json=BODY | change, headers=key())
    problem(response, 422, "invalid-event")
    assert says in response.text
    assert world.log.records == []


@pytest.mark.parametrize("raw", [b"{", b"", b"\xff\xfe", b"[" * 20_000])
async def test_what_is_no_json_is_refused(client: httpx.AsyncClient, raw: bytes) -> None:
    headers = key() | {"Content-Type": "application/json"}
    response = await client.post(EVENTS, content=raw, headers=headers)
    assert response.status_code in (400, 422)
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_above_the_limit_is_refused(
    client: httpx.AsyncClient, world: World, chunked: bool
) -> None:
    raw = json.dumps(BODY | {"data": {"x": "y" * 70_000}}).encode()

    async def chunks() -> Any:
        for start in range(0, len(raw), 10_000):
            yield raw[start : start + 10_000]

    headers = key() | {"Content-Type": "application/json"}
    response = await client.post(EVENTS, content=chunks() if chunked else raw, headers=headers)
    problem(response, 413, "request-too-large")
    assert world.log.records == []


async def test_without_a_confirmation_the_caller_waits_for_the_same_send_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = world.app()
    monkeypatch.setattr(app.state.services.append_event, "_wait", 0.05)
    world.log.up.clear()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1") as client:
        first = await client.post(EVENTS, json=BODY, headers=key())
        problem(first, 503, "unavailable")
        assert first.headers["Retry-After"] == "1"
        problem(await client.post(EVENTS, json=BODY, headers=key()), 503, "unavailable")
        other = BODY | {"occurredAt": "2013-03-08T13:31:00Z"}
        problem(await client.post(EVENTS, json=other, headers=key()), 409, "idempotency-key-reused")
        world.log.up.set()
        assert (await client.post(EVENTS, json=BODY, headers=key())).status_code == 202
    assert (world.log.asked, len(world.log.records)) == (1, 1)


async def test_a_caller_who_gives_up_does_not_stop_the_send(world: World) -> None:
    append = _append(world)
    world.log.up.clear()
    call = asyncio.create_task(append(_command()))
    await asyncio.sleep(0)
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    world.log.up.set()
    assert await append.drain(1) == 0
    assert len(world.log.records) == 1


async def test_the_end_of_the_process_waits_for_what_is_on_its_way_but_not_for_ever(world: World) -> None:
    append = _append(world, 0.01)
    world.log.up.clear()
    with pytest.raises(append_event.NotAcknowledged):
        await append(_command())
    assert await append.drain(0.01) == 1


async def test_more_waiting_sends_than_memory_is_meant_for_are_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(append_event, "_MAX_PENDING", 1)
    append = _append(world, 0.01)
    world.log.up.clear()
    with pytest.raises(append_event.NotAcknowledged):
        await append(_command("one"))
    with pytest.raises(append_event.Overloaded):
        await append(_command("two"))
    world.log.up.set()
    await append.drain(1)


async def test_a_refusal_of_kafka_can_be_tried_again(client: httpx.AsyncClient, world: World) -> None:
    world.log.failure = LogUnavailable("no broker")
    problem(await client.post(EVENTS, json=BODY, headers=key()), 503, "unavailable")
    world.log.failure = None
    assert (await client.post(EVENTS, json=BODY, headers=key())).status_code == 202


async def test_a_key_stands_for_one_event_in_every_process_and_after_a_restart(world: World) -> None:
    other = BODY | {"data": {"estimatedOut": "2013-03-08T16:00:00Z"}}
    answers = []
    for body in (BODY, other, BODY):
        transport = httpx.ASGITransport(world.app())
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            answers.append(await client.post(EVENTS, json=body, headers=key()))
    first, reused, again = answers
    problem(reused, 409, "idempotency-key-reused")
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert [json.loads(record.value)["data"] for record in world.log.records] == [BODY["data"]] * 2
    [marker] = [item for item in world.table.items.values() if item["type"] == "idempotency"]
    assert marker["expiresAt"] == WALL // 1000 + 72 * 3600
    assert "key-1" not in json.dumps(marker)


async def test_nothing_is_sent_while_it_is_not_known_what_the_key_stands_for(
    client: httpx.AsyncClient, world: World
) -> None:
    world.table.failure = Throttled("Slow")
    problem(await client.post(EVENTS, json=BODY, headers=key()), 503, "unavailable")
    assert world.log.asked == 0


def _append(world: World, wait_seconds: float = append_event.WAIT_SECONDS) -> AppendEvent:
    return AppendEvent(world.log, SaidBefore(world.table, world.table, world.wall), wait_seconds)


def _command(idempotency_key: str = "k") -> append_event.EventCommand:
    at = parse_instant("2013-03-08T13:30:00Z")
    return append_event.EventCommand(
        KEY, "flight.cancelled", Authority.AIRLINE_OPS, at, at, {}, idempotency_key, "c"
    )
