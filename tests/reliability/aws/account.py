"""One table and one bus: what they hold, and what they were asked in which order."""

import json
import threading
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from services.core.awsio.marshal import from_item, to_item
from services.core.contracts.envelope import Envelope
from tests.bench.stand_in.table import Item, Refused, Table
from tests.reliability.aws.fates import Fate, Fates

ENTRIES = 10
HISTORY = "EVT#"
STATE = "STATE"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry that the bus took; `answered` is whether the client can have heard of it."""

    envelope: Envelope
    answered: bool
    life: int
    """How many consumers had been started when it was taken."""


class Account:
    """Answers requests at one instant each, under a lock, and remembers."""

    def __init__(self, fates: Fates | None = None) -> None:
        self.fates = fates or Fates()
        self.lock = threading.Lock()
        self.table = Table(self._written)
        self._batch_write = self.table.operations["BatchWriteItem"]
        self.table.operations = {
            **self.table.operations,
            "Query": self._query,
            "BatchWriteItem": self._write_rows,
        }
        self.rows_written: list[tuple[str, str]] = []
        self.accepted: list[Accepted] = []
        self.writes: list[dict[str, Any]] = []
        self.troubles: list[tuple[int, frozenset[str]]] = []
        self.met: Counter[Fate] = Counter()
        self.life = 0

    def answer(self, operation: str, body: bytes) -> tuple[Fate, int, dict[str, Any]]:
        """What becomes of the request, and status and body if the client gets to hear them."""
        with self.lock:
            fate = self.fates.of(operation)
            self.met[fate] += 1
            if fate not in (Fate.DONE, Fate.SLOW) and operation == "BatchExecuteStatement":
                self.troubles.append((len(self.accepted), _flights(body)))
            if fate is Fate.THROTTLED:
                return fate, 400, _error("ThrottlingException")
            if fate is Fate.INTERNAL:
                return fate, 500, _error("InternalServerError")
            if fate is Fate.UNSENT:
                return fate, 0, {}
            try:
                return fate, 200, self._operate(operation, json.loads(body), fate)
            except Refused as error:
                return fate, 400, _error(error.code, str(error))

    def put(self, item: dict[str, Any]) -> None:
        """Store an item of plain values, as if it had always been there."""
        with self.lock:
            self.table.items[item["PK"], item["SK"]] = to_item(item)

    def item(self, pk: str, sk: str) -> dict[str, Any] | None:
        """An item in plain values."""
        with self.lock:
            found = self.table.items.get((pk, sk))
        return from_item(found) if found else None

    def rows(self, pk: str, prefix: str) -> list[str]:
        """The sort keys below a partition key, in order."""
        with self.lock:
            return sorted(sk for one, sk in self.table.items if one == pk and sk.startswith(prefix))

    def _operate(self, operation: str, request: dict[str, Any], fate: Fate) -> dict[str, Any]:
        if operation == "PutEvents":
            return self._put_events(request["Entries"], fate)
        known = self.table.operations.get(operation)
        if known is None:
            raise Refused("UnknownOperationException", f"the stand-in does not know {operation}")
        if fate is Fate.IN_PART and operation == "BatchWriteItem":
            return self._write_some(request)
        if fate is Fate.IN_PART and operation == "BatchExecuteStatement":
            return self._execute_some(request)
        return known(request)

    def _put_events(self, entries: list[dict[str, Any]], fate: Fate) -> dict[str, Any]:
        """In part: every other entry fails, the first of them; of one entry, that one."""
        if len(entries) > ENTRIES:
            raise Refused("ValidationException", "more than 10 entries")
        results: list[dict[str, str]] = []
        for number, entry in enumerate(entries):
            if fate is Fate.IN_PART and number % 2 == 0:
                results.append({"ErrorCode": "InternalFailure", "ErrorMessage": "as told to"})
                continue
            detail = json.loads(entry["Detail"])
            envelope = Envelope(detail["eventId"], entry["DetailType"], detail)
            self.accepted.append(Accepted(envelope, fate not in (Fate.LOST, Fate.SILENT), self.life))
            results.append({"EventId": str(uuid.uuid4())})
        failed = sum("ErrorCode" in one for one in results)
        return {"FailedEntryCount": failed, "Entries": results}

    def _write_some(self, request: dict[str, Any]) -> dict[str, Any]:
        ((table, puts),) = request["RequestItems"].items()
        kept, left = puts[: (len(puts) + 1) // 2], puts[(len(puts) + 1) // 2 :]
        self._write_rows({"RequestItems": {table: kept}})
        return {"UnprocessedItems": {table: left} if left else {}}

    def _write_rows(self, request: dict[str, Any]) -> dict[str, Any]:
        answer = self._batch_write(request)
        for puts in request["RequestItems"].values():
            rows = ((one["PK"]["S"], one["SK"]["S"]) for one in (put["PutRequest"]["Item"] for put in puts))
            self.rows_written += [row for row in rows if row[1].startswith(HISTORY)]
        return answer

    def _execute_some(self, request: dict[str, Any]) -> dict[str, Any]:
        """Every other statement is throttled, the first of them."""
        statements = request["Statements"]
        done = self.table.operations["BatchExecuteStatement"]({"Statements": statements[1::2]})["Responses"]
        throttled = {"Error": {"Code": "ThrottlingError", "Message": "as told to"}}
        return {"Responses": [throttled if n % 2 == 0 else done[n // 2] for n in range(len(statements))]}

    def _query(self, request: dict[str, Any]) -> dict[str, Any]:
        if request["KeyConditionExpression"] != "PK = :pk":
            raise Refused("ValidationException", "the stand-in knows queries of a whole partition key only")
        wanted = request["ExpressionAttributeValues"][":pk"]["S"]
        return {"Items": [item for (pk, _), item in self.table.items.items() if pk == wanted]}

    def _written(self, item: Item) -> None:
        if item["SK"]["S"] == STATE:
            self.writes.append(from_item(item))


def _flights(body: bytes) -> frozenset[str]:
    parameters = (one for statement in json.loads(body)["Statements"] for one in statement["Parameters"])
    return frozenset(one["S"] for one in parameters if one.get("S", "").startswith("FLT#"))


def _error(code: str, message: str = "as told to") -> dict[str, Any]:
    return {"__type": f"stand-in#{code}", "message": message}
