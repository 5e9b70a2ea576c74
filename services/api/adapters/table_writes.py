"""The writing port on DynamoDB."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.api.ports import Check, Delete, Item, NotWritten, Put, Update, Write
from services.core.awsio.client import AwsClient
from services.core.awsio.errors import ConditionFailed
from services.core.awsio.marshal import to_attribute, to_item
from services.core.table.keys import Key

_TIMEOUT_SECONDS: Final = 3.0
_ABSENT: Final = "attribute_not_exists(PK)"
_PRESENT: Final = "attribute_exists(PK)"


class DynamoWrites:
    """`Writes` on the async client."""

    def __init__(self, aws: AwsClient, name: str) -> None:
        self._aws = aws
        self._name = name

    async def put_new(self, item: Item) -> bool:
        """One PutItem."""
        request = {"TableName": self._name, "Item": to_item(item), "ConditionExpression": _ABSENT}
        try:
            await self._aws.dynamodb("PutItem", request, timeout=_TIMEOUT_SECONDS)
        except ConditionFailed:
            return False
        return True

    async def transact(self, writes: Sequence[Write]) -> None:
        """One TransactWriteItems; what is refused as a whole says where."""
        request = {"TransactItems": [self._one(write) for write in writes]}
        try:
            await self._aws.dynamodb("TransactWriteItems", request, timeout=_TIMEOUT_SECONDS)
        except ConditionFailed as error:
            places = (n for n, why in enumerate(error.reasons) if why.get("Code") == "ConditionalCheckFailed")
            raise NotWritten(frozenset(places)) from error

    def _one(self, write: Write) -> dict[str, Any]:
        match write:
            case Put():
                condition = {"ConditionExpression": _ABSENT} if write.new else {}
                return {"Put": {"TableName": self._name, "Item": to_item(write.item), **condition}}
            case Update():
                return {"Update": self._update(write)}
            case Delete():
                return {"Delete": {"TableName": self._name, "Key": to_item(write.key.primary())}}
            case Check():
                return {"ConditionCheck": self._conditional(write.key, write.when)}

    def _update(self, write: Update) -> dict[str, Any]:
        request = self._conditional(write.key, write.when)
        sets = [f"#s{n} = :s{n}" for n in range(len(write.values))]
        request["UpdateExpression"] = "SET " + ", ".join(sets)
        names = request.setdefault("ExpressionAttributeNames", {})
        values = request.setdefault("ExpressionAttributeValues", {})
        for number, (name, value) in enumerate(write.values.items()):
            names[f"#s{number}"], values[f":s{number}"] = name, to_attribute(value)
        return request

    def _conditional(self, key: Key, when: Mapping[str, Any]) -> dict[str, Any]:
        terms = [_PRESENT, *(f"#w{n} = :w{n}" for n in range(len(when)))]
        request: dict[str, Any] = {
            "TableName": self._name,
            "Key": to_item(key.primary()),
            "ConditionExpression": " AND ".join(terms),
        }
        if when:
            request["ExpressionAttributeNames"] = {f"#w{n}": name for n, name in enumerate(when)}
            request["ExpressionAttributeValues"] = {
                f":w{n}": to_attribute(value) for n, value in enumerate(when.values())
            }
        return request
