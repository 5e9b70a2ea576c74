"""The table's adapter against answers that the embedded AWS does not give."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from services.core.booking.booking import BookingStatus
from services.core.booking.rebooking import FlightNews, Standing, decide
from services.core.errors import Permanent, Retryable
from services.core.table import keys
from services.rebooking.dynamo import DynamoTable, MissingRow
from services.rebooking.ports import Change
from services.rebooking.settings import Settings, SettingsError

NEWS = FlightNews("F", 5, cancelled=True)
BEFORE = Standing(BookingStatus.CONFIRMED, 1)


class Client:
    """Answers every call with the next of its replies."""

    def __init__(self, *replies: Any) -> None:
        self.replies = list(replies)
        self.calls: list[dict[str, Any]] = []

    def _answer(self, **request: Any) -> Any:
        self.calls.append(request)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    transact_write_items = query = get_item = _answer


def cancelled(*codes: str) -> ClientError:
    response: Any = {
        "Error": {"Code": "TransactionCanceledException", "Message": ""},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(response, "TransactWriteItems")


def write(reply: Any) -> bool:
    after = decide(BEFORE, NEWS)
    assert after is not None
    change = Change(keys.booking("B1"), BEFORE, after, NEWS, (keys.locator("L1", "B1"),))
    return DynamoTable(Client(reply), "table").write(change)


@pytest.mark.parametrize(
    "reasons",
    [("ConditionalCheckFailed", "None"), ("None", "TransactionConflict"), ("TransactionConflict", "None")],
)
def test_a_booking_that_changed_or_is_changing_is_no_error(reasons: tuple[str, ...]) -> None:
    assert write(cancelled(*reasons)) is False


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (cancelled("None", "ConditionalCheckFailed"), MissingRow),
        (cancelled("ThrottlingError", "None"), Retryable),
        (cancelled("None", "ValidationError"), Permanent),
        (ClientError({"Error": {"Code": "ThrottlingException", "Message": ""}}, "T"), Retryable),
        (ClientError({"Error": {"Code": "ValidationException", "Message": ""}}, "T"), Permanent),
        (EndpointConnectionError(endpoint_url="http://aws"), Retryable),
    ],
)
def test_what_else_stands_in_the_way_of_a_write_is_told_apart(
    error: Exception, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        write(error)


def test_a_booking_of_several_pages_is_read_whole() -> None:
    pages = [
        {"Items": [{"SK": {"S": "META"}}], "LastEvaluatedKey": {"PK": {"S": "x"}}},
        {"Items": [{"SK": {"S": "PAX#1"}}]},
    ]
    client = Client(*pages)
    assert DynamoTable(client, "table").booking("B1") == [{"SK": "META"}, {"SK": "PAX#1"}]
    assert all(call["ConsistentRead"] for call in client.calls)


@pytest.mark.parametrize("name", ["FLIGHTPULSE_TABLE", "FLIGHTPULSE_BUS"])
def test_a_setting_that_is_missing_is_named(name: str) -> None:
    environment = {"FLIGHTPULSE_TABLE": "table", "FLIGHTPULSE_BUS": "bus"}
    assert Settings.from_environment(environment) == Settings("table", "bus")
    del environment[name]
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment(environment)
