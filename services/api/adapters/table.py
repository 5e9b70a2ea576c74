"""The table port on DynamoDB."""

from typing import Any, Final

from services.api.ports import Item, Query, Rows
from services.core.awsio.client import AwsClient
from services.core.awsio.marshal import from_item, to_item
from services.core.table.keys import Key

_TIMEOUT_SECONDS: Final = 2.0
_INDEX: Final = "GSI2"


class DynamoTable:
    """`Table` on the async client."""

    def __init__(self, aws: AwsClient, name: str) -> None:
        self._aws = aws
        self._name = name

    async def get(self, key: Key, *, consistent: bool = False) -> Item | None:
        """One GetItem."""
        request = {"TableName": self._name, "Key": to_item(key.primary()), "ConsistentRead": consistent}
        reply = await self._aws.dynamodb("GetItem", request, timeout=_TIMEOUT_SECONDS)
        found = reply.get("Item")
        return None if found is None else from_item(found)

    async def page(self, query: Query) -> Rows:
        """One Query."""
        pk, sk = ("GSI2PK", "GSI2SK") if query.gsi2 else ("PK", "SK")
        values = {":pk": query.pk}
        condition = f"{pk} = :pk"
        if query.sk_prefix:
            condition += f" AND begins_with({sk}, :prefix)"
            values[":prefix"] = query.sk_prefix
        request: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": to_item(values),
            "Limit": query.limit,
        }
        # An index cannot be read consistently; the table is, so that a page misses nothing written.
        request |= {"IndexName": _INDEX} if query.gsi2 else {"ConsistentRead": True}
        if query.after is not None:
            index = query.after.index.gsi2() if query.after.index else {}
            request["ExclusiveStartKey"] = to_item({**query.after.primary.primary(), **index})
        reply = await self._aws.dynamodb("Query", request, timeout=_TIMEOUT_SECONDS)
        return Rows(tuple(from_item(item) for item in reply["Items"]), "LastEvaluatedKey" in reply)
