"""Reads of the deployed table, every page of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.core.awsio.marshal import from_item, to_item
from services.core.table.keys import Key

Item = dict[str, Any]
BATCH = 100
"""The most that BatchGetItem takes."""


class TableReader:
    """Plain items by key, by partition and by notification index. Reads of the table are consistent."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def get(self, key: Key) -> Item | None:
        """The item, or None."""
        found = self._client.get_item(
            TableName=self._table, Key=to_item(key.primary()), ConsistentRead=True
        ).get("Item")
        return None if found is None else from_item(found)

    def get_many(self, keys: Sequence[Key]) -> list[Item]:
        """The items that exist, in no order."""
        found: list[Item] = []
        for start in range(0, len(keys), BATCH):
            wanted = [to_item(key.primary()) for key in keys[start : start + BATCH]]
            request: Any = {self._table: {"Keys": wanted, "ConsistentRead": True}}
            while request:
                reply = self._client.batch_get_item(RequestItems=request)
                found += [from_item(item) for item in reply["Responses"].get(self._table, [])]
                request = reply.get("UnprocessedKeys")
        return found

    def partition(self, pk: str, prefix: str = "") -> Iterator[Item]:
        """Every item of a partition whose sort key begins with `prefix`."""
        condition, values = "PK = :pk", {":pk": pk}
        if prefix:
            condition, values = f"{condition} AND begins_with(SK, :prefix)", {**values, ":prefix": prefix}
        yield from self._pages(
            KeyConditionExpression=condition,
            ExpressionAttributeValues=to_item(values),
            ConsistentRead=True,
        )

    def index(self, name: str, pk: str) -> Iterator[Item]:
        """Every entry of a partition of GSI1 or GSI2, in key order (eventually consistent)."""
        yield from self._pages(
            IndexName=name,
            KeyConditionExpression=f"{name}PK = :pk",
            ExpressionAttributeValues=to_item({":pk": pk}),
        )

    def _pages(self, **request: Any) -> Iterator[Item]:
        while True:
            reply = self._client.query(TableName=self._table, **request)
            yield from (from_item(item) for item in reply["Items"])
            if "LastEvaluatedKey" not in reply:
                return
            request["ExclusiveStartKey"] = reply["LastEvaluatedKey"]
