"""What the table adapter asks for; what comes back is tried in the contract tests."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from services.core.errors import Permanent, Retryable
from services.messenger.dynamo import DynamoTable


class Client:
    """Remembers its requests; answers with nothing, or raises."""

    def __init__(self, code: str | None = None) -> None:
        self.requests: list[dict[str, Any]] = []
        self._code = code

    def _answer(self, **request: Any) -> dict[str, Any]:
        self.requests.append(request)
        if self._code:
            raise ClientError({"Error": {"Code": self._code, "Message": ""}}, "Call")
        return {"Items": []}

    get_item = put_item = update_item = query = _answer


def test_items_and_partitions_are_read_consistently() -> None:
    client = Client()
    table = DynamoTable(client, "table")

    table.get("FLT#F", "STATE")
    list(table.query("FLT#F", "CTC#"))

    assert [request["ConsistentRead"] for request in client.requests] == [True, True]


def test_the_index_is_not_asked_for_what_it_cannot_do() -> None:
    client = Client()

    list(DynamoTable(client, "table").query_due("DUE#0", "told", "2013"))

    assert "ConsistentRead" not in client.requests[0]
    assert client.requests[0]["IndexName"] == "GSI1"


def test_every_attribute_of_a_condition_goes_by_an_alias() -> None:
    client = Client()

    DynamoTable(client, "table").put({"PK": "a", "SK": "b"}, {"values": "x", "status": "y"})

    assert client.requests[0]["ConditionExpression"] == "#c0 = :c0 AND #c1 = :c1"
    assert client.requests[0]["ExpressionAttributeNames"] == {"#c0": "values", "#c1": "status"}


@pytest.mark.parametrize(
    ("code", "error"), [("ThrottlingException", Retryable), ("ValidationException", Permanent)]
)
def test_a_failed_condition_is_an_answer_and_any_other_failure_an_error(
    code: str, error: type[Exception]
) -> None:
    item = {"PK": "a", "SK": "b"}

    assert not DynamoTable(Client("ConditionalCheckFailedException"), "table").put(item, {"n": 1})
    with pytest.raises(error):
        DynamoTable(Client(code), "table").put(item, {"n": 1})
    with pytest.raises(error):
        DynamoTable(Client(code), "table").get("a", "b")
