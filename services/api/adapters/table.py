"""The table port on DynamoDB."""

from collections.abc import Sequence
from typing import Any, Final

from services.api.ports import Item, Place, Query, Rows
from services.core.awsio.client import AwsClient
from services.core.awsio.errors import Throttled
from services.core.awsio.marshal import from_item, to_item
from services.core.table.keys import Key

_TIMEOUT_SECONDS: Final = 2.0
_BATCH: Final = 100
"""The most that BatchGetItem takes."""

_BATCH_ROUNDS: Final = 5


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

    async def get_many(self, keys: Sequence[Key], attributes: Sequence[str] = ()) -> Sequence[Item]:
        """BatchGetItem, again for what it left out."""
        found: dict[tuple[str, str], Item] = {}
        for start in range(0, len(keys), _BATCH):
            for item in await self._batch(keys[start : start + _BATCH], attributes):
                found[item["PK"], item["SK"]] = item
        return [found[key.pk, key.sk] for key in keys if (key.pk, key.sk) in found]

    async def page(self, query: Query) -> Rows:
        """One Query."""
        reply = await self._aws.dynamodb("Query", self._request(query), timeout=_TIMEOUT_SECONDS)
        return Rows(tuple(from_item(item) for item in reply["Items"]), "LastEvaluatedKey" in reply)

    async def _batch(self, keys: Sequence[Key], attributes: Sequence[str]) -> list[Item]:
        some: dict[str, Any] = {"Keys": [to_item(key.primary()) for key in keys], "ConsistentRead": True}
        if attributes:
            names = {f"#{name}": name for name in ("PK", "SK", *attributes)}
            some |= {"ProjectionExpression": ", ".join(names), "ExpressionAttributeNames": names}
        wanted: Any = {self._name: some}
        items: list[Item] = []
        for _ in range(_BATCH_ROUNDS):
            reply = await self._aws.dynamodb(
                "BatchGetItem", {"RequestItems": wanted}, timeout=_TIMEOUT_SECONDS
            )
            items += [from_item(item) for item in reply["Responses"].get(self._name, ())]
            # Left out by size or by throttling; the client's own limiter slows the next call down.
            wanted = reply.get("UnprocessedKeys")
            if not wanted:
                return items
        raise Throttled("UnprocessedKeys", "the table did not give all items of a batch")

    def _request(self, query: Query) -> dict[str, Any]:
        index = query.index or ""
        pk, sk = f"{index}PK", f"{index}SK"
        condition, values = f"{pk} = :pk", {":pk": query.pk}
        if query.sk_prefix:
            condition += f" AND begins_with({sk}, :sk)"
            values[":sk"] = query.sk_prefix
        elif query.beyond:
            condition += f" AND {sk} {'<' if query.descending else '>'} :sk"
            values[":sk"] = query.beyond
        request: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": to_item(values),
            "Limit": query.limit,
            "ScanIndexForward": not query.descending,
        }
        # An index cannot be read consistently; the table is, so that a page misses nothing written.
        request |= {"IndexName": index} if index else {"ConsistentRead": True}
        if query.after is not None:
            request["ExclusiveStartKey"] = to_item(_start(query.after, index))
        return request


def _start(place: Place, index: str) -> dict[str, str]:
    entry = {f"{index}PK": place.index.pk, f"{index}SK": place.index.sk} if place.index else {}
    return {**place.primary.primary(), **entry}
