"""The table port over boto3: whole-item conditional puts, consistent reads, paged queries."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.core.awsio.blocking.errors import as_service_error, error_code, service_error
from services.core.awsio.marshal import from_item, to_item
from services.core.errors import FlightPulseError, Retryable
from services.messenger.ports import ABSENT, Absent, Condition, Item, Put
from services.messenger.statements import insert, replace

_INDEX = "GSI1"
_INDEX_PAGE = 1000
"""Rows looked at in one call, of which the filter leaves those of one type."""
_READS_PER_CALL = 100
_STATEMENTS_PER_CALL = 25
_TRIES = 5
_FIRST_PAUSE_SECONDS = 0.05
_THERE_ALREADY = "DuplicateItem"
_REFUSED = frozenset({_THERE_ALREADY, "ConditionalCheckFailed"})


class DynamoTable:
    """`Table` on a DynamoDB client that the composition root configured."""

    def __init__(self, client: Any, table_name: str, pause: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._name = table_name
        self._pause = pause

    def get(self, pk: str, sk: str) -> Item | None:
        key = to_item({"PK": pk, "SK": sk})
        reply = self._call("get_item", Key=key, ConsistentRead=True)
        found = reply.get("Item")
        return None if found is None else from_item(found)

    def get_many(self, keys: Sequence[tuple[str, str]]) -> list[Item]:
        found: list[Item] = []
        for start in range(0, len(keys), _READS_PER_CALL):
            wanted = [to_item({"PK": pk, "SK": sk}) for pk, sk in keys[start : start + _READS_PER_CALL]]
            found += self._get_all(wanted)
        return found

    def put_new(self, items: Sequence[Item]) -> None:
        if len(items) == 1:
            self.put(items[0], {"PK": ABSENT})
            return
        for start in range(0, len(items), _STATEMENTS_PER_CALL):
            self._insert_all(items[start : start + _STATEMENTS_PER_CALL])

    def put(self, item: Item, when: Condition) -> bool:
        return self._write("put_item", Item=to_item(item), **(_condition(when) if when else {}))

    def put_each(self, puts: Sequence[Put]) -> list[Callable[[], bool]]:
        if len(puts) == 1:
            return [partial(self.put, puts[0].item, puts[0].when)]
        answers: list[Callable[[], bool]] = []
        for start in range(0, len(puts), _STATEMENTS_PER_CALL):
            answers += self._replace_all(puts[start : start + _STATEMENTS_PER_CALL])
        return answers

    def query(self, pk: str, sk_prefix: str) -> Iterator[Item]:
        yield from self._pages(
            KeyConditionExpression="PK = :pk AND begins_with(SK, :prefix)",
            ExpressionAttributeValues=to_item({":pk": pk, ":prefix": sk_prefix}),
            ConsistentRead=True,
        )

    def query_between(self, pk: str, first_sk: str, last_sk: str) -> Iterator[Item]:
        yield from self._pages(
            KeyConditionExpression="PK = :pk AND SK BETWEEN :first AND :last",
            ExpressionAttributeValues=to_item({":pk": pk, ":first": first_sk, ":last": last_sk}),
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

    def query_due(self, pk: str, kind: str, until: str, after: str | None = None) -> Iterator[Item]:
        values = {":pk": pk, ":kind": kind, ":until": until}
        # A key condition has no "past one and up to another": the row at `after` itself is left out here.
        span = "GSI1SK <= :until" if after is None else "GSI1SK BETWEEN :after AND :until"
        rows = self._pages(
            IndexName=_INDEX,
            KeyConditionExpression=f"GSI1PK = :pk AND {span}",
            FilterExpression="#type = :kind",
            ExpressionAttributeNames={"#type": "type"},
            ExpressionAttributeValues=to_item(values if after is None else values | {":after": after}),
            Limit=_INDEX_PAGE,
        )
        return (row for row in rows if row["GSI1SK"] != after)

    def _get_all(self, wanted: Sequence[Mapping[str, Any]]) -> list[Item]:
        found: list[Item] = []
        for attempt in range(_TRIES):
            if attempt:
                self._pause(_FIRST_PAUSE_SECONDS * 2**attempt)
            request = {self._name: {"Keys": wanted, "ConsistentRead": True}}
            reply = self._request("batch_get_item", RequestItems=request)
            found += map(from_item, reply["Responses"].get(self._name, ()))
            wanted = reply.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", ())
            if not wanted:
                return found
        raise Retryable(f"{len(wanted)} items were left unread {_TRIES} times")

    def _insert_all(self, items: Sequence[Item]) -> None:
        """INSERT is the one write of many items that leaves alone what is there, each for itself."""
        statements = [insert(self._name, item) for item in items]
        reply = self._request("batch_execute_statement", Statements=statements)
        for answer in reply["Responses"]:
            error = answer.get("Error")
            if error and error["Code"] != _THERE_ALREADY:
                # Whatever it is, a later look writes the same records again.
                raise Retryable(f"an insert failed: {error['Code']}")

    def _replace_all(self, puts: Sequence[Put]) -> list[Callable[[], bool]]:
        """The errors of a call are the answer to each of its writes; what other calls wrote is written."""
        try:
            statements = [replace(self._name, put) for put in puts]
            reply = self._request("batch_execute_statement", Statements=statements)
        except FlightPulseError as error:
            return [partial(_raise, error)] * len(puts)
        return [partial(_was_written, answer.get("Error")) for answer in reply["Responses"]]

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
        return self._request(operation, TableName=self._name, **request)

    def _request(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            reply: dict[str, Any] = getattr(self._client, operation)(**request)
        except (BotoCoreError, ClientError) as error:
            raise as_service_error(operation, error) from error
        return reply


def _was_written(error: Mapping[str, Any] | None) -> bool:
    if error is None:
        return True
    if error["Code"] in _REFUSED:
        return False
    raise service_error("batch_execute_statement", error["Code"])


def _raise(error: FlightPulseError) -> bool:
    raise error


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
