"""The items, and the conditional operations that the measured programs use; any other is refused."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

from tests.bench.stand_in.partiql import Insert, Update, parse

Item = dict[str, dict[str, Any]]
Key = tuple[str, str]

_KEYS: Final = ("PK", "SK")
_PROJECTED: Final = ("type", "flightKey", "status", "scheduledOut")

CONDITION_FAILED: Final = "ConditionalCheckFailedException"


class Refused(Exception):
    """An answer that is not 200: `code` is AWS's name of the error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Table:
    """One table. `written` is told of every item written over a conditional operation."""

    def __init__(self, written: Callable[[Item], None]) -> None:
        self.items: dict[Key, Item] = {}
        self.refused: Counter[str] = Counter()
        self._partitions: dict[tuple[str, str], list[Item]] = {}
        self._written = written
        self.operations: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
            "GetItem": self._get,
            "BatchGetItem": self._batch_get,
            "PutItem": self._put,
            "BatchWriteItem": self._batch_write,
            "BatchExecuteStatement": self._batch_execute,
            "Query": self._query,
        }

    def _get(self, request: dict[str, Any]) -> dict[str, Any]:
        item = self.items.get(_key(request["Key"]))
        return {"Item": item} if item else {}

    def _batch_get(self, request: dict[str, Any]) -> dict[str, Any]:
        ((table, asked),) = request["RequestItems"].items()
        wanted = [_key(key) for key in asked["Keys"]]
        if len(wanted) > 100 or len(set(wanted)) < len(wanted):
            raise Refused("ValidationException", "more than 100 keys, or one of them twice")
        return {"Responses": {table: [self.items[key] for key in wanted if key in self.items]}}

    def _put(self, request: dict[str, Any]) -> dict[str, Any]:
        item: Item = request["Item"]
        stored = self.items.get(_key(item))
        if not _holds(request.get("ConditionExpression"), request.get("ExpressionAttributeValues"), stored):
            self.refused["PutItem"] += 1
            raise Refused(CONDITION_FAILED, "The conditional request failed")
        self._store(item)
        return {}

    def _batch_write(self, request: dict[str, Any]) -> dict[str, Any]:
        ((_, puts),) = request["RequestItems"].items()
        rows = [put["PutRequest"]["Item"] for put in puts]
        if len(rows) > 25 or len({_key(row) for row in rows}) < len(rows):
            raise Refused("ValidationException", "more than 25 items, or one of them twice")
        for row in rows:
            self.items[_key(row)] = row
        self._partitions.clear()
        return {"UnprocessedItems": {}}

    def _query(self, request: dict[str, Any]) -> dict[str, Any]:
        """A page of one partition of an index, in key order, by one of two conditions."""
        index, values = request["IndexName"], request["ExpressionAttributeValues"]
        pk, sk = f"{index}PK", f"{index}SK"
        condition = request["KeyConditionExpression"]
        if condition not in (f"{pk} = :pk", f"{pk} = :pk AND {sk} > :sk"):
            raise Refused("ValidationException", f"the stand-in does not know the condition {condition!r}")
        place = (pk, values[":pk"]["S"])
        if place not in self._partitions:
            found = [one for one in self.items.values() if one.get(pk) == values[":pk"]]
            self._partitions[place] = sorted(found, key=lambda one: str(one[sk]["S"]))
        beyond = values.get(":sk", {"S": ""})["S"]
        rows = [one for one in self._partitions[place] if one[sk]["S"] > beyond]
        page = [
            {name: one[name] for name in (*_KEYS, pk, sk, *_PROJECTED)} for one in rows[: request["Limit"]]
        ]
        return {"Items": page, **({"LastEvaluatedKey": {}} if len(page) < len(rows) else {})}

    def _batch_execute(self, request: dict[str, Any]) -> dict[str, Any]:
        statements = request["Statements"]
        if len(statements) > 25:
            raise Refused("ValidationException", "more than 25 statements")
        return {"Responses": [self._execute(one["Statement"], one["Parameters"]) for one in statements]}

    def _execute(self, text: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
        statement = parse(text)
        match statement:
            case None:
                return _error("ValidationError", "the stand-in does not know this statement")
            case Insert():
                item = dict(zip(statement.columns, parameters, strict=True))
                if _key(item) in self.items:
                    self.refused["INSERT"] += 1
                    return _error("DuplicateItem", "Duplicate primary key exists in table")
                self._store(item)
            case Update():
                values = dict(zip(statement.assigned, parameters, strict=False))
                where = dict(zip(statement.where, parameters[len(values) :], strict=True))
                stored = self.items.get(_key(where))
                if stored is None or any(stored.get(name) != value for name, value in where.items()):
                    self.refused["UPDATE"] += 1
                    return _error("ConditionalCheckFailed", "The conditional request failed")
                self._store({**stored, **values})
        return {}

    def _store(self, item: Item) -> None:
        self.items[_key(item)] = item
        self._partitions.clear()
        self._written(item)


def _key(item: Mapping[str, Mapping[str, Any]]) -> Key:
    return item["PK"]["S"], item["SK"]["S"]


def _error(code: str, message: str) -> dict[str, Any]:
    return {"Error": {"Code": code, "Message": message}}


def _holds(condition: str | None, values: Mapping[str, Any] | None, stored: Item | None) -> bool:
    match condition:
        case None:
            return True
        case "attribute_not_exists(PK)":
            return stored is None
        case "ver = :read":
            return stored is not None and stored["ver"] == (values or {})[":read"]
        case "attribute_not_exists(PK) OR seq < :seq":
            return stored is None or int(stored["seq"]["N"]) < int((values or {})[":seq"]["N"])
    raise Refused("ValidationException", f"the stand-in does not know the condition {condition!r}")
