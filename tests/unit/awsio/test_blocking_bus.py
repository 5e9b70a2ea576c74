"""PutEvents: only failed entries go again, and a refusal is told from an outage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.core.awsio.blocking.eventbridge import TRIES, EventBridgeBus


class Client:
    """Answers each call with the next of its replies: a code or None for each entry, or an error."""

    def __init__(self, *replies: Any) -> None:
        self._replies = list(replies)
        self.calls: list[list[dict[str, str]]] = []

    def put_events(self, Entries: list[dict[str, str]]) -> dict[str, Any]:
        self.calls.append(Entries)
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Exception):
            raise reply
        codes = reply if isinstance(reply, list) else [reply] * len(Entries)
        entries = [{"ErrorCode": code} if code else {"EventId": "id"} for code in codes]
        return {"FailedEntryCount": sum(bool(code) for code in codes), "Entries": entries}

    def types(self) -> list[list[str]]:
        return [[entry["DetailType"] for entry in call] for call in self.calls]


def publish(client: Client, count: int, pauses: list[float] | None = None) -> list[Receipt]:
    waits: list[float] = [] if pauses is None else pauses
    return EventBridgeBus(client, "bus", waits.append, jitter=lambda: 1.0).publish(events(count))


def events(count: int) -> list[BusEvent]:
    return [BusEvent("flightpulse.any", f"type-{n}", {"n": n, "name": "Zoë"}) for n in range(count)]


def taken(count: int) -> list[Receipt]:
    return [Receipt(event) for event in events(count)]


def client_error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "PutEvents")


def test_an_entry_names_bus_source_and_type() -> None:
    client = Client(None)

    assert publish(client, 1) == taken(1)

    ((entry,),) = client.calls
    assert (entry["EventBusName"], entry["Source"]) == ("bus", "flightpulse.any")
    assert entry["DetailType"] == "type-0"
    assert json.loads(entry["Detail"]) == {"n": 0, "name": "Zoë"}


def test_at_most_ten_entries_go_in_one_call_and_none_in_no_call() -> None:
    client = Client(None)

    assert publish(client, 23) == taken(23)
    assert publish(client, 0) == []

    assert [len(call) for call in client.calls] == [10, 10, 3]


def test_only_the_failed_entries_are_sent_again() -> None:
    pauses: list[float] = []
    client = Client([None, "ThrottlingException", None, "InternalFailure"], [None, None])

    assert publish(client, 4, pauses) == taken(4)

    assert client.types()[1:] == [["type-1", "type-3"]]
    assert len(pauses) == 1


def test_an_entry_that_keeps_failing_has_failed_and_the_others_have_not() -> None:
    pauses: list[float] = []
    client = Client([None, "InternalFailure"], ["InternalFailure"])

    first, second = publish(client, 2, pauses)

    assert (first.code, second.failed, second.refused) == (None, "InternalFailure", None)
    assert len(client.calls) == TRIES
    assert len(pauses) == TRIES - 1
    assert pauses == sorted(set(pauses)), "each pause is longer than the one before"


@pytest.mark.parametrize("code", ["InvalidArgument", "MalformedDetail"])
def test_a_refused_entry_is_not_sent_again(code: str) -> None:
    client = Client([None, code])

    first, second = publish(client, 2)

    assert (first.code, second.refused, second.failed) == (None, code, None)
    assert len(client.calls) == 1


@pytest.mark.parametrize("code", ["NotAuthorizedForDetailTypeException", "NotAuthorizedForSourceException"])
def test_a_missing_right_refuses_no_entry_and_what_it_kept_back_is_sent_again(code: str) -> None:
    client = Client([None, code], [code], [None])

    assert publish(client, 2) == taken(2)

    kept_back = publish(Client([None, code], [code]), 2)[1]
    assert (kept_back.refused, kept_back.failed) == (None, code)


@pytest.mark.parametrize(
    "code",
    ["ValidationException", "PutEventsRequestEntryTooLargeException", "RequestEntityTooLargeException"],
)
def test_a_call_that_is_too_large_is_taken_apart_to_find_the_guilty_entry(code: str) -> None:
    client = Client(client_error(code), [None], client_error(code), [None])

    receipts = publish(client, 3)

    assert [receipt.event for receipt in receipts] == events(3)
    assert [receipt.refused for receipt in receipts] == [None, code, None]


@pytest.mark.parametrize(
    "outage",
    [
        client_error("AccessDeniedException"),
        client_error("ThrottlingException"),
        client_error("ResourceNotFoundException"),
        EndpointConnectionError(endpoint_url="http://bus"),
    ],
)
def test_a_refusal_of_everything_is_an_outage_and_refuses_no_entry(outage: Exception) -> None:
    client = Client(outage)

    receipts = publish(client, 12)

    assert [receipt.event for receipt in receipts] == events(12)
    assert all(receipt.failed and not receipt.refused for receipt in receipts)
    assert len(client.calls) == 2 * TRIES
