"""The adapters where AWS answers with less than it was asked for, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from services.core.awsio.marshal import to_item
from services.core.errors import Retryable
from services.stream.dynamo import ATTEMPTS, DynamoTable
from services.stream.failure_queue import SqsFailureQueue
from services.stream.settings import Settings, SettingsError
from tests.fakes.stream import ANN, FLIGHT


class Client:
    """Does what it is told and remembers the requests."""

    def __init__(self, answer: Callable[[int, dict[str, Any]], dict[str, Any]]) -> None:
        self.requests: list[dict[str, Any]] = []
        self._answer = answer

    def _do(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        return self._answer(len(self.requests), request)

    batch_get_item = batch_write_item = query = send_message = _do


def down(_number: int, _request: dict[str, Any]) -> dict[str, Any]:
    raise ClientError({"Error": {"Code": "InternalServerError", "Message": "Dear Ann"}}, "Any")


def table(client: Client, pauses: list[float] | None = None) -> DynamoTable:
    return DynamoTable(client, "table", ([] if pauses is None else pauses).append)


def puts(count: int) -> list[dict[str, Any]]:
    return [{"PK": f"CHG#{n}", "SK": "1"} for n in range(count)]


def test_writes_go_in_calls_of_25_and_what_was_not_taken_goes_again() -> None:
    pauses: list[float] = []

    def reluctant(number: int, request: dict[str, Any]) -> dict[str, Any]:
        left = request["RequestItems"]["table"][-1:] if number == 1 else []
        return {"UnprocessedItems": {"table": left} if left else {}}

    client = Client(reluctant)
    table(client, pauses).put_all(puts(30))

    sizes = [len(request["RequestItems"]["table"]) for request in client.requests]
    assert sizes == [25, 1, 5]
    assert len(pauses) == 1


def test_a_table_that_never_takes_the_rest_has_failed() -> None:
    client = Client(lambda _, request: {"UnprocessedItems": request["RequestItems"]})

    with pytest.raises(Retryable, match="left something over"):
        table(client).put_all(puts(1))
    assert len(client.requests) == ATTEMPTS


def test_flights_are_read_consistently_a_hundred_at_a_time_and_to_the_end() -> None:
    def half(_: int, request: dict[str, Any]) -> dict[str, Any]:
        wanted = request["RequestItems"]["table"]
        asked = wanted["Keys"]
        now, later = asked[:60], asked[60:]
        states = [
            to_item({"flightKey": key["PK"]["S"].removeprefix("FLT#"), "leftBaseline": True}) for key in now
        ]
        left = {"table": wanted | {"Keys": later}} if later else {}
        return {"Responses": {"table": states}, "UnprocessedKeys": left}

    client = Client(half)
    flights = {f"UA-{n:04}-2013-03-08-EWR-1" for n in range(150)}

    assert table(client).disrupted(flights) == dict.fromkeys(flights)
    assert all(request["RequestItems"]["table"]["ConsistentRead"] for request in client.requests)
    assert [len(request["RequestItems"]["table"]["Keys"]) for request in client.requests] == [100, 40, 50]


def test_the_flights_of_a_contact_are_read_to_the_last_page() -> None:
    def pages(number: int, request: dict[str, Any]) -> dict[str, Any]:
        assert (number == 1) == ("ExclusiveStartKey" not in request)
        row = to_item({"flightKey": f"flight-{number}"})
        return {"Items": [row]} | ({"LastEvaluatedKey": {"n": number}} if number < 3 else {})

    assert table(Client(pages)).flights_of(ANN) == ["flight-1", "flight-2", "flight-3"]


def test_nothing_to_ask_or_to_write_costs_no_call() -> None:
    client = Client(down)

    assert not table(client).disrupted(())
    table(client).put_all(())

    assert client.requests == []


@pytest.mark.parametrize(
    "use",
    [
        lambda client: table(client).disrupted([FLIGHT]),
        lambda client: table(client).flights_of(ANN),
        lambda client: table(client).put_all(puts(1)),
        lambda client: SqsFailureQueue(client, "url").send({"reason": "x"}),
    ],
)
def test_an_outage_is_retryable_and_keeps_only_its_code(use: Callable[[Client], Any]) -> None:
    with pytest.raises(Retryable, match="InternalServerError") as error:
        use(Client(down))

    assert "Ann" not in str(error.value)


COMPLETE = {
    "FLIGHTPULSE_TABLE": "table",
    "FLIGHTPULSE_BUS": "bus",
    "FLIGHTPULSE_FAILURE_QUEUE_URL": "https://queue",
}


def test_a_complete_environment_is_taken() -> None:
    assert Settings.from_environment(COMPLETE) == Settings("table", "bus", "https://queue")


@pytest.mark.parametrize("name", COMPLETE)
def test_a_missing_variable_is_named_with_what_would_be_right(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is not set; it must be the"):
        Settings.from_environment(COMPLETE | {name: ""})
