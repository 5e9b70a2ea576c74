"""What the API relies on of its table: DynamoDB and the fake answer alike."""

from collections.abc import Mapping
from typing import Any

import pytest

from services.api.adapters.table import DynamoTable
from services.api.ports import Index, Place, Query, Rows, Table
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
SHARDED = [
    {
        "PK": f"FLT#{n}",
        "SK": "STATE",
        "GSI1PK": f"ST#delayed#2013-03-08#{n % 2}",
        "GSI1SK": f"2013-03-08T1{n}:00:00Z#{n}",
        "flightKey": str(n),
        "status": "delayed",
        "registers": "{}",
    }
    for n in range(6)
]
ROWS += SHARDED


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
        rows = await filled.page(Query("NTF#x#0", 2, index=Index.SECOND, after=after))
        seen += [row["n"] for row in rows.items]
        if not rows.more or not rows.items:
            break
        last: Mapping[str, Any] = rows.items[-1]
        after = Place(Key(last["PK"], last["SK"]), Key(last["GSI2PK"], last["GSI2SK"]))
    assert seen == [0, 2, 4, 1, 3]


async def test_the_index_holds_only_what_is_projected(filled: Table) -> None:
    rows = await filled.page(Query("NTF#x#0", 1, index=Index.SECOND))
    assert "body" not in rows.items[0]
    assert rows.items[0]["channel"] == "sms"


@pytest.mark.parametrize("index", list(Index))
async def test_an_index_is_read_backwards_too(filled: Table, index: Index) -> None:
    pk = {Index.FIRST: "ST#delayed#2013-03-08#0", Index.SECOND: "NTF#x#0"}[index]
    forwards = await filled.page(Query(pk, 10, index=index))
    backwards = await filled.page(Query(pk, 10, index=index, descending=True))
    assert len(forwards.items) >= 3
    assert list(reversed(backwards.items)) == list(forwards.items)


async def test_a_page_goes_on_beyond_a_sort_key_that_lies_in_another_partition(filled: Table) -> None:
    """As a list over several shards does, which has one cursor for all of them."""
    last_seen = SHARDED[2]["GSI1SK"]
    for shard, behind, before in ((0, ["4"], ["0"]), (1, ["3", "5"], ["1"])):
        pk = f"ST#delayed#2013-03-08#{shard}"
        rows = await filled.page(Query(pk, 10, index=Index.FIRST, beyond=last_seen))
        assert [row["flightKey"] for row in rows.items] == behind
        rows = await filled.page(Query(pk, 10, index=Index.FIRST, beyond=last_seen, descending=True))
        assert [row["flightKey"] for row in rows.items] == before


async def test_the_first_index_holds_only_what_is_projected(filled: Table) -> None:
    rows = await filled.page(Query("ST#delayed#2013-03-08#0", 1, index=Index.FIRST))
    assert rows.items[0] == {name: value for name, value in SHARDED[0].items() if name != "registers"}


async def test_items_are_read_together_in_the_order_asked_without_those_missing(filled: Table) -> None:
    wanted = [Key("NTF#3", "META"), Key("NTF#none", "META"), Key("FLT#x", "STATE"), Key("NTF#1", "META")]
    assert [item["PK"] for item in await filled.get_many(wanted)] == ["NTF#3", "FLT#x", "NTF#1"]
    assert (await filled.get_many(wanted))[1] == ROWS[5]
    assert list(await filled.get_many([])) == []


async def test_of_items_read_together_only_what_is_wanted_is_read(filled: Table) -> None:
    # `status` is a word that DynamoDB keeps for itself.
    [item] = await filled.get_many([Key("NTF#3", "META")], ("channel", "status", "none"))
    assert item == {"PK": "NTF#3", "SK": "META", "channel": "sms"}


async def test_more_items_than_one_call_gives_are_read_together(filled: Table) -> None:
    none = [Key(f"NTF#none-{n}", "META") for n in range(150)]
    found = await filled.get_many([Key("NTF#0", "META"), *none, Key("NTF#4", "META")])
    assert [item["n"] for item in found] == [0, 4]


async def test_an_empty_partition_is_an_empty_page(filled: Table) -> None:
    for query in (Query("FLT#none", 10, "EVT#"), Query("NTF#none#0", 10, index=Index.SECOND)):
        rows = await filled.page(query)
        assert (list(rows.items), rows.more) == ([], False)


def _ids(rows: Rows) -> list[str]:
    return [row["eventId"] for row in rows.items]
