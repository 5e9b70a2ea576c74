"""PutEvents: only failed entries go again, and a refusal is told from a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from services.messenger.bus import TRIES, EventBridgeBus
from services.messenger.ports import BusEvent

Reply = Callable[[list[str]], list[str | None]]


class Client:
    """Answers each call with the next of its replies: a code or None for each entry, or an error."""

    def __init__(self, *replies: Any) -> None:
        self._replies = list(replies)
        self.calls: list[list[str]] = []

    def put_events(self, Entries: list[dict[str, str]]) -> dict[str, Any]:
        self.calls.append([entry["DetailType"] for entry in Entries])
        reply = self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
        if isinstance(reply, Exception):
            raise reply
        codes = reply if isinstance(reply, list) else [reply] * len(Entries)
        entries = [{"ErrorCode": code} if code else {"EventId": "id"} for code in codes]
        return {"FailedEntryCount": sum(bool(code) for code in codes), "Entries": entries}


def bus(client: Client, pauses: list[float] | None = None) -> EventBridgeBus:
    waits: list[float] = [] if pauses is None else pauses
    return EventBridgeBus(client, "bus", waits.append, jitter=lambda: 1.0)


def events(count: int) -> list[BusEvent]:
    return [BusEvent("flightpulse.messenger", f"type-{n}", {"n": n}) for n in range(count)]


def client_error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "PutEvents")


def test_at_most_ten_entries_go_in_one_call() -> None:
    client = Client(None)

    receipts = bus(client).publish(events(23))

    assert [len(call) for call in client.calls] == [10, 10, 3]
    assert [receipt.event.detail["n"] for receipt in receipts] == list(range(23))


def test_only_the_failed_entries_are_sent_again() -> None:
    pauses: list[float] = []
    client = Client([None, "ThrottlingException", None, "InternalFailure"], [None, None])

    receipts = bus(client, pauses).publish(events(4))

    assert client.calls[1:] == [["type-1", "type-3"]]
    assert not any(receipt.failed or receipt.refused for receipt in receipts)
    assert len(pauses) == 1


def test_an_entry_that_keeps_failing_is_failed_and_the_others_are_not() -> None:
    pauses: list[float] = []
    client = Client([None, "InternalFailure"], ["InternalFailure"])

    first, second = bus(client, pauses).publish(events(2))

    assert (first.failed, second.failed) == (None, "InternalFailure")
    assert len(client.calls) == TRIES
    assert pauses == sorted(pauses)
    assert len(set(pauses)) == TRIES - 1


def test_a_refused_entry_is_not_sent_again() -> None:
    client = Client([None, "MalformedDetail"])

    first, second = bus(client).publish(events(2))

    assert (first.refused, second.refused) == (None, "MalformedDetail")
    assert len(client.calls) == 1


def test_a_call_that_is_too_large_is_taken_apart_to_find_the_guilty_entry() -> None:
    too_large = client_error("PutEventsRequestEntryTooLargeException")
    client = Client(too_large, [None], too_large, [None])

    receipts = bus(client).publish(events(3))

    assert [receipt.refused for receipt in receipts] == [None, "PutEventsRequestEntryTooLargeException", None]


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
    receipts = bus(Client(outage)).publish(events(2))

    assert all(receipt.failed and not receipt.refused for receipt in receipts)
