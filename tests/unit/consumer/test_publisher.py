"""PutEvents: packing, one attempt per entry, and what each refusal means."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from services.consumer.gate import Gate
from services.consumer.metrics import Metrics
from services.consumer.packing import REQUEST_BYTES, entry_of
from services.consumer.ports import no_checkpoint
from services.consumer.publisher import Publisher
from services.consumer.verdicts import Verdict, verdict_of
from services.core.awsio.errors import AccessDenied, AwsError, Invalid, NotFound, Throttled, Timeout
from services.core.contracts.envelope import Envelope

Answer = Callable[[list[dict[str, Any]]], dict[str, Any]]


def accept(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {"FailedEntryCount": 0, "Entries": [{"EventId": str(n)} for n, _ in enumerate(entries)]}


def fail_entry(number: int, code: str) -> Answer:
    def answer(entries: list[dict[str, Any]]) -> dict[str, Any]:
        results = accept(entries)
        results["Entries"][number] = {"ErrorCode": code, "ErrorMessage": "no"}
        return {**results, "FailedEntryCount": 1}

    return answer


def refuse_request(error: AwsError) -> Answer:
    def answer(_: list[dict[str, Any]]) -> dict[str, Any]:
        raise error

    return answer


class Events:
    """EventBridge as the client sees it: one scripted answer per call, then everything is accepted."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[list[dict[str, Any]]] = []

    async def events(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "PutEvents"
        self.requests.append(list(payload["Entries"]))
        await asyncio.sleep(0)
        return (self.answers.pop(0) if self.answers else accept)(payload["Entries"])


def envelope(number: int, size: int = 10) -> Envelope:
    return Envelope(f"id-{number}", "flight.delayed", {"eventId": f"id-{number}", "pad": "x" * size})


def publisher(events: Events, gate: Gate | None = None) -> Publisher:
    return Publisher(events, "bus", gate or Gate(), Metrics(), no_checkpoint)


async def test_an_entry_says_who_what_and_where() -> None:
    events = Events()
    await publisher(events).publish([envelope(1)])
    (entry,) = events.requests[0]
    assert (entry["Source"], entry["DetailType"], entry["EventBusName"]) == (
        "flightpulse.consumer",
        "flight.delayed",
        "bus",
    )
    assert json.loads(entry["Detail"])["eventId"] == "id-1"


async def test_lanes_share_requests_of_at_most_ten_entries() -> None:
    events = Events()
    shared = publisher(events)
    await asyncio.gather(*(shared.publish([envelope(number)]) for number in range(23)))
    assert sorted(len(request) for request in events.requests) == [3, 10, 10]


async def test_requests_are_bounded_by_bytes_too() -> None:
    events = Events()
    await publisher(events).publish([envelope(number, REQUEST_BYTES // 3) for number in range(4)])
    assert [len(request) for request in events.requests] == [2, 2]
    for request in events.requests:
        assert sum(len(entry["Detail"]) for entry in request) <= REQUEST_BYTES


async def test_only_the_failed_entry_is_reported_as_missing() -> None:
    published = await publisher(Events(fail_entry(1, "ThrottlingException"))).publish(
        [envelope(0), envelope(1), envelope(2)]
    )
    assert published.accepted == {"id-0", "id-2"}
    assert published.refused == ()
    assert "ThrottlingException" in str(published.failure)


async def test_a_refused_entry_is_refused_alone_and_shuts_nothing() -> None:
    gate = Gate()
    published = await publisher(Events(fail_entry(0, "MalformedDetail")), gate).publish(
        [envelope(0), envelope(1)]
    )
    assert published.accepted == {"id-1"}
    assert [(one.envelope.id, one.code) for one in published.refused] == [("id-0", "MalformedDetail")]
    assert gate.lets_pass


async def test_a_request_refused_for_one_entry_shows_which() -> None:
    def too_large(entries: list[dict[str, Any]]) -> dict[str, Any]:
        if any("id-1" in entry["Detail"] for entry in entries):
            raise Invalid("ValidationException", "too large")
        return accept(entries)

    events = Events(*[too_large] * 4)
    published = await publisher(events).publish([envelope(0), envelope(1), envelope(2)])
    assert published.accepted == {"id-0", "id-2"}
    assert [one.envelope.id for one in published.refused] == ["id-1"]


@pytest.mark.parametrize(
    "code", ["ValidationException", "PutEventsRequestEntryTooLargeException", "Http413"], ids=str
)
async def test_a_request_of_one_entry_that_is_refused_for_certain_gives_the_entry_up(code: str) -> None:
    published = await publisher(Events(refuse_request(Invalid(code, "no")))).publish([envelope(0)])
    assert [one.code for one in published.refused] == [code]


@pytest.mark.parametrize("code", ["SomethingNew", "EndpointUnresolved", "ResponseTooLarge"], ids=str)
async def test_a_request_refused_with_a_code_that_nobody_knows_is_sent_again(code: str) -> None:
    gate = Gate()
    events = Events(*[refuse_request(Invalid(code, "no"))] * 3)
    shared = publisher(events, gate)
    published = await shared.publish([envelope(0), envelope(1)])
    assert (published.accepted, published.refused) == (frozenset(), ())
    assert code in str(published.failure)
    assert gate.lets_pass
    assert (await shared.publish([envelope(0), envelope(1)])).accepted == {"id-0", "id-1"}


async def test_a_detail_that_is_no_json_is_refused_without_a_call() -> None:
    events = Events()
    broken = Envelope("id-9", "flight.delayed", {"out": float("nan")})
    published = await publisher(events).publish([broken])
    assert [one.code for one in published.refused] == ["NotJson"]
    assert events.requests == []


@pytest.mark.parametrize(
    "error", [AccessDenied("AccessDeniedException"), NotFound("ResourceNotFoundException")]
)
async def test_a_refusal_of_everything_shuts_the_gate_and_refuses_no_entry(error: AwsError) -> None:
    gate = Gate()
    shut = publisher(Events(refuse_request(error)), gate)
    published = await shut.publish([envelope(0)])
    assert (published.accepted, published.refused) == (frozenset(), ())
    assert published.failure is not None
    assert not gate.lets_pass

    await shut.publish([envelope(0)])
    assert gate.lets_pass, "the next acceptance opens it"


async def test_an_entry_refused_for_want_of_permission_counts_as_a_refusal_of_everything() -> None:
    gate = Gate()
    answer = fail_entry(0, "NotAuthorizedForSourceException")
    published = await publisher(Events(answer), gate).publish([envelope(0)])
    assert published.refused == ()
    assert not gate.lets_pass


@pytest.mark.parametrize("error", [Throttled("ThrottlingException"), Timeout("Timeout"), ZeroDivisionError()])
async def test_a_call_that_fails_leaves_its_entries_missing(error: Exception) -> None:
    published = await publisher(Events(refuse_request(error))).publish([envelope(0)])  # type: ignore[arg-type]
    assert published.accepted == frozenset()
    assert published.failure is error


@pytest.mark.parametrize("answer", [{}, {"Entries": []}, {"Entries": [{"EventId": "1"}] * 3}], ids=str)
async def test_an_answer_that_does_not_fit_the_request_hangs_nobody(answer: dict[str, Any]) -> None:
    async with asyncio.timeout(1.0):
        published = await publisher(Events(lambda _: answer)).publish([envelope(0), envelope(1)])
    assert published.accepted == frozenset()
    assert published.failure is not None


async def test_what_a_cancelled_lane_wanted_is_not_sent() -> None:
    events = Events()
    shared = publisher(events)
    lane = asyncio.create_task(shared.publish([envelope(0)]))
    await asyncio.sleep(0)
    lane.cancel()
    await asyncio.gather(lane, return_exceptions=True)
    await shared.publish([envelope(1)])
    assert [len(request) for request in events.requests] == [1]


async def test_nothing_to_publish_is_no_call() -> None:
    events = Events()
    assert (await publisher(events).publish([])).accepted == frozenset()
    assert events.requests == []


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        ("ThrottlingException", Verdict.AGAIN),
        ("InternalFailure", Verdict.AGAIN),
        ("SomethingNew", Verdict.AGAIN),
        ("MalformedDetail", Verdict.ENTRY_REFUSED),
        ("Http408", Verdict.AGAIN),
        ("Http413", Verdict.ENTRY_REFUSED),
        ("InvalidArgument", Verdict.ENTRY_REFUSED),
        ("AccessDeniedException", Verdict.ALL_REFUSED),
        ("NotAuthorizedForDetailTypeException", Verdict.ALL_REFUSED),
        ("ResourceNotFoundException", Verdict.ALL_REFUSED),
    ],
)
def test_only_a_certain_refusal_gives_an_entry_up(code: str, verdict: Verdict) -> None:
    assert verdict_of(code) is verdict


def test_the_size_counts_bytes_not_characters() -> None:
    plain, wide = entry_of(envelope(0, 0), "bus"), Envelope("id-0", "flight.delayed", {"pad": "ü" * 10})
    assert (
        entry_of(wide, "bus").size - len('{"pad":""}') > plain.size - len('{"eventId":"id-0","pad":""}') + 10
    )
