"""PutEvents: only failed entries go again, and a refusal is told from an outage."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from services.stream.bus import TRIES, EventBridgeBus
from services.stream.ports import BusEvent, Receipt


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
    bus = EventBridgeBus(client, "bus", waits.append, jitter=lambda: 1.0)
    return list(bus.publish([BusEvent(f"type-{n}", {"n": n, "name": "Zoë"}) for n in range(count)]))


def client_error(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "PutEvents")


def test_an_entry_names_bus_source_and_type() -> None:
    client = Client(None)

    assert publish(client, 1) == [Receipt()]

    ((entry,),) = client.calls
    assert (entry["EventBusName"], entry["Source"]) == ("bus", "flightpulse.stream")
    assert json.loads(entry["Detail"]) == {"n": 0, "name": "Zoë"}


def test_only_the_failed_entries_are_sent_again() -> None:
    pauses: list[float] = []
    client = Client([None, "ThrottlingException", None, "InternalFailure"], [None, None])

    receipts = publish(client, 4, pauses)

    assert client.types()[1:] == [["type-1", "type-3"]]
    assert receipts == [Receipt()] * 4
    assert len(pauses) == 1


def test_an_entry_that_keeps_failing_has_failed_and_the_others_have_not() -> None:
    pauses: list[float] = []
    client = Client([None, "InternalFailure"], ["InternalFailure"])

    assert publish(client, 2, pauses) == [Receipt(), Receipt(failed="InternalFailure")]

    assert len(client.calls) == TRIES
    assert pauses == sorted(set(pauses))


def test_a_refused_entry_is_not_sent_again() -> None:
    client = Client([None, "MalformedDetail"])

    assert publish(client, 2) == [Receipt(), Receipt(refused="MalformedDetail")]
    assert len(client.calls) == 1


def test_a_call_that_is_too_large_is_taken_apart_to_find_the_guilty_entry() -> None:
    code = "PutEventsRequestEntryTooLargeException"
    client = Client(client_error(code), [None], client_error(code), [None])

    assert publish(client, 3) == [Receipt(), Receipt(refused=code), Receipt()]


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

    assert all(receipt.failed and not receipt.refused for receipt in publish(client, 2))
    assert len(client.calls) == TRIES
