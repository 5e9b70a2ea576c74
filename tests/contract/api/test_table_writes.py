"""What the API relies on when it writes: DynamoDB and the fake answer alike."""

from typing import Any

import pytest

from services.api.adapters.table import DynamoTable
from services.api.adapters.table_writes import DynamoWrites
from services.api.ports import Check, Delete, NotWritten, Put, Table, Update, Writes
from services.core.awsio.client import AwsClient
from services.core.table.keys import Key
from tests.fakes.api_table import InMemoryApiTable

pytestmark = pytest.mark.emulator

A, B, C = (Key(f"BKG#{letter}", "META") for letter in "abc")


def item(key: Key, **more: Any) -> dict[str, Any]:
    return {**key.primary(), "status": "CONFIRMED", "ver": 1, **more}


@pytest.fixture(params=["fake", "dynamodb"])
async def both(request: pytest.FixtureRequest, aws: AwsClient, table: str) -> tuple[Table, Writes]:
    fake = InMemoryApiTable()
    return (fake, fake) if request.param == "fake" else (DynamoTable(aws, table), DynamoWrites(aws, table))


async def test_an_item_is_put_once(both: tuple[Table, Writes]) -> None:
    table, writes = both
    assert await writes.put_new(item(A))
    assert not await writes.put_new(item(A, ver=9))
    assert await table.get(A, consistent=True) == item(A)


async def test_a_transaction_writes_all_its_kinds(both: tuple[Table, Writes]) -> None:
    table, writes = both
    await writes.transact([Put(item(A), new=True), Put(item(B))])
    values = {"status": "CANCELLED", "ver": 2, "flightVer": {"UA-1": 3}, "quiet": None}
    await writes.transact(
        [Update(A, values, {"ver": 1}), Delete(B), Put(item(C), new=True), Delete(Key("BKG#none", "META"))]
    )
    assert await table.get(A, consistent=True) == {**A.primary(), **values}
    assert await table.get(B, consistent=True) is None
    assert await table.get(C, consistent=True) == item(C)


async def test_what_does_not_hold_is_named_and_nothing_is_written(both: tuple[Table, Writes]) -> None:
    table, writes = both
    await writes.put_new(item(A))
    with pytest.raises(NotWritten) as refused:
        await writes.transact(
            [
                Put(item(B)),
                Put(item(A, ver=7), new=True),
                Check(C, {}),
                Update(Key("BKG#none", "META"), {"ver": 1}),
            ]
        )
    assert refused.value.places == {1, 2, 3}
    assert await table.get(B, consistent=True) is None


@pytest.mark.parametrize(("ver", "holds"), [(1, True), (2, False)])
async def test_a_check_reads_and_does_not_write(both: tuple[Table, Writes], ver: int, holds: bool) -> None:
    table, writes = both
    await writes.put_new(item(A))
    if holds:
        await writes.transact([Check(A, {"ver": ver, "status": "CONFIRMED"}), Put(item(B))])
    else:
        with pytest.raises(NotWritten):
            await writes.transact([Check(A, {"ver": ver, "status": "CONFIRMED"}), Put(item(B))])
    assert (await table.get(B, consistent=True) is not None) == holds
    assert await table.get(A, consistent=True) == item(A)
