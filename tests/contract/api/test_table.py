"""What the API relies on of its table: DynamoDB and the fake answer alike."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from services.api.adapters.table import DynamoTable
from services.api.ports import Place, Query, Rows, Table
from services.core.awsio.client import AwsClient
from services.core.awsio.marshal import to_item
from services.core.table.keys import Key
from tests.fakes.api_table import InMemoryApiTable

pytestmark = pytest.mark.emulator

ROWS: list[dict[str, Any]] = [
    *({"PK": "FLT#x", "SK": f"EVT#{n}", "eventId": f"e{n}", "seq": None} for n in range(5)),
    {"PK": "FLT#x", "SK": "STATE", "ver": 3, "leftBaseline": True, "list": ["a"], "map": {"b": 1}},
    {"PK": "FLT#y", "SK": "EVT#0", "eventId": "other"},
    *(
        {
            "PK": f"NTF#{n}",
            "SK": "META",
            "GSI2PK": "NTF#x#0",
            "GSI2SK": f"2013-03-08T1{n % 2}:00:00Z#{n}",
            "type": "notification",
            "channel": "sms",
            "n": n,
            "body": "text",
        }
        for n in range(5)
    ),
]
Fill = Callable[..., Any]


@pytest.fixture(params=["fake", "dynamodb"])
async def filled(request: pytest.FixtureRequest, aws: AwsClient, table: str) -> Table:
    if request.param == "fake":
        return InMemoryApiTable(ROWS)
    for row in ROWS:
        await aws.dynamodb("PutItem", {"TableName": table, "Item": to_item(row)})
    return DynamoTable(aws, table)


@pytest.mark.parametrize("consistent", [False, True])
async def test_an_item_is_read_whole(filled: Table, consistent: bool) -> None:
    assert await filled.get(Key("FLT#x", "STATE"), consistent=consistent) == ROWS[5]
    assert await filled.get(Key("FLT#x", "NONE"), consistent=consistent) is None


async def test_a_page_is_the_prefix_in_key_order(filled: Table) -> None:
    rows = await filled.page(Query("FLT#x", 10, "EVT#"))
    assert [row["SK"] for row in rows.items] == [f"EVT#{n}" for n in range(5)]
    assert not rows.more


async def test_pages_follow_each_other(filled: Table) -> None:
    first = await filled.page(Query("FLT#x", 2, "EVT#"))
    assert first.more
    second = await filled.page(Query("FLT#x", 10, "EVT#", after=Place(Key("FLT#x", "EVT#1"))))
    assert _ids(first) + _ids(second) == ["e0", "e1", "e2", "e3", "e4"]


async def test_a_full_last_page_is_followed_by_an_empty_one(filled: Table) -> None:
    last = await filled.page(Query("FLT#x", 5, "EVT#"))
    after = await filled.page(Query("FLT#x", 5, "EVT#", after=Place(Key("FLT#x", "EVT#4"))))
    assert (last.more, list(after.items), after.more) == (True, [], False)


async def test_the_index_is_in_its_own_order_and_pages_too(filled: Table) -> None:
    seen: list[int] = []
    after = None
    while True:
        rows = await filled.page(Query("NTF#x#0", 2, gsi2=True, after=after))
        seen += [row["n"] for row in rows.items]
        if not rows.more or not rows.items:
            break
        last: Mapping[str, Any] = rows.items[-1]
        after = Place(Key(last["PK"], last["SK"]), Key(last["GSI2PK"], last["GSI2SK"]))
    assert seen == [0, 2, 4, 1, 3]


async def test_the_index_holds_only_what_is_projected(filled: Table) -> None:
    rows = await filled.page(Query("NTF#x#0", 1, gsi2=True))
    assert "body" not in rows.items[0]
    assert rows.items[0]["channel"] == "sms"


async def test_an_empty_partition_is_an_empty_page(filled: Table) -> None:
    for query in (Query("FLT#none", 10, "EVT#"), Query("NTF#none#0", 10, gsi2=True)):
        rows = await filled.page(query)
        assert (list(rows.items), rows.more) == ([], False)


def _ids(rows: Rows) -> list[str]:
    return [row["eventId"] for row in rows.items]
