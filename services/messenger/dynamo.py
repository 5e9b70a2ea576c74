"""The table port over boto3: whole-item conditional puts, consistent reads, paged queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.core.awsio.marshal import from_item, to_item
from services.messenger.aws_errors import as_service_error, error_code
from services.messenger.ports import Absent, Condition, Item

_INDEX = "GSI1"
_INDEX_PAGE = 100


class DynamoTable:
    """`Table` on a DynamoDB client that the composition root configured."""

    def __init__(self, client: Any, table_name: str) -> None:
        self._client = client
        self._name = table_name

    def get(self, pk: str, sk: str) -> Item | None:
        key = to_item({"PK": pk, "SK": sk})
        reply = self._call("get_item", Key=key, ConsistentRead=True)
        found = reply.get("Item")
        return None if found is None else from_item(found)

    def put(self, item: Item, when: Condition) -> bool:
        return self._write("put_item", Item=to_item(item), **(_condition(when) if when else {}))

    def query(self, pk: str, sk_prefix: str) -> Iterator[Item]:
        yield from self._pages(
            KeyConditionExpression="PK = :pk AND begins_with(SK, :prefix)",
            ExpressionAttributeValues=to_item({":pk": pk, ":prefix": sk_prefix}),
            ConsistentRead=True,
        )

    def update(
        self, pk: str, sk: str, sets: Mapping[str, str | int], removes: Sequence[str], when: Condition
    ) -> bool:
        condition = _condition(when)
        names = {f"#u{index}": name for index, name in enumerate((*sets, *removes))}
        aliases = list(names)
        values = {f":u{index}": value for index, value in enumerate(sets.values())}
        assigned = ", ".join(f"#u{index} = :u{index}" for index in range(len(sets)))
        removed = f" REMOVE {', '.join(aliases[len(sets) :])}" if removes else ""
        return self._write(
            "update_item",
            Key=to_item({"PK": pk, "SK": sk}),
            UpdateExpression=f"SET {assigned}{removed}",
            ConditionExpression=condition["ConditionExpression"],
            ExpressionAttributeNames=names | condition["ExpressionAttributeNames"],
            ExpressionAttributeValues=to_item(values) | condition.get("ExpressionAttributeValues", {}),
        )

    def query_due(self, pk: str, until: str) -> Iterator[Item]:
        return self._pages(
            IndexName=_INDEX,
            KeyConditionExpression="GSI1PK = :pk AND GSI1SK <= :until",
            ExpressionAttributeValues=to_item({":pk": pk, ":until": until}),
            Limit=_INDEX_PAGE,
        )

    def _pages(self, **request: Any) -> Iterator[Item]:
        while True:
            reply = self._call("query", **request)
            for item in reply["Items"]:
                yield from_item(item)
            if "LastEvaluatedKey" not in reply:
                return
            request["ExclusiveStartKey"] = reply["LastEvaluatedKey"]

    def _write(self, operation: str, **request: Any) -> bool:
        """False when the condition failed, which is an outcome and no error."""
        try:
            getattr(self._client, operation)(TableName=self._name, **request)
        except ClientError as error:
            if error_code(error) == "ConditionalCheckFailedException":
                return False
            raise as_service_error(operation, error) from error
        except BotoCoreError as error:
            raise as_service_error(operation, error) from error
        return True

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            reply: dict[str, Any] = getattr(self._client, operation)(TableName=self._name, **request)
        except (BotoCoreError, ClientError) as error:
            raise as_service_error(operation, error) from error
        return reply


def _condition(when: Condition) -> dict[str, Any]:
    """Attribute names go through placeholders: `n`, `status` and `values` include reserved words."""
    clauses: list[str] = []
    names: dict[str, str] = {}
    values: dict[str, Any] = {}
    for index, (name, expected) in enumerate(when.items()):
        names[f"#c{index}"] = name
        if isinstance(expected, Absent):
            clauses.append(f"attribute_not_exists(#c{index})")
        else:
            clauses.append(f"#c{index} = :c{index}")
            values[f":c{index}"] = expected
    built: dict[str, Any] = {
        "ConditionExpression": " AND ".join(clauses),
        "ExpressionAttributeNames": names,
    }
    if values:
        built["ExpressionAttributeValues"] = to_item(values)
    return built
