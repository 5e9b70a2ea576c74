"""Reading many items: what a batch left out is asked for again, but not for ever."""

from collections.abc import Mapping
from typing import Any, cast

import pytest

from services.api.adapters.table import DynamoTable
from services.core.awsio.client import AwsClient
from services.core.awsio.errors import Throttled
from services.core.awsio.marshal import to_item
from services.core.table.keys import Key

KEYS = [Key(f"NTF#{number}", "META") for number in range(130)]


class Aws:
    """Gives at most `gives` items of a batch."""

    def __init__(self, gives: int) -> None:
        self._gives = gives
        self.batches: list[int] = []

    async def dynamodb(self, operation: str, payload: Mapping[str, Any], *, timeout: float) -> dict[str, Any]:
        assert operation == "BatchGetItem"
        wanted = payload["RequestItems"]["t"]
        assert wanted["ConsistentRead"]
        self.batches.append(len(wanted["Keys"]))
        given, left = wanted["Keys"][: self._gives], wanted["Keys"][self._gives :]
        reply: dict[str, Any] = {"Responses": {"t": [{**key, **to_item({"n": 1})} for key in given]}}
        if left:
            reply["UnprocessedKeys"] = {"t": {**wanted, "Keys": left}}
        return reply


def _table(aws: Aws) -> DynamoTable:
    return DynamoTable(cast(AwsClient, aws), "t")


async def test_what_was_left_out_is_asked_for_again() -> None:
    aws = Aws(gives=40)
    found = await _table(aws).get_many(KEYS)
    assert [item["PK"] for item in found] == [key.pk for key in KEYS]
    assert aws.batches == [100, 60, 20, 30]


async def test_a_table_that_keeps_leaving_out_is_throttling() -> None:
    aws = Aws(gives=10)
    with pytest.raises(Throttled):
        await _table(aws).get_many(KEYS)
    assert len(aws.batches) == 5
