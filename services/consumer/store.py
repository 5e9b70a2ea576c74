"""The table through the async AWS client: the one adapter of the Store port."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, Protocol

from services.consumer.errors import RefusedAltogether, Unavailable
from services.consumer.gate import Gate
from services.consumer.ports import Candidate, Checkpoint, Write
from services.consumer.verdicts import refuses_item
from services.core.awsio.errors import AccessDenied, Invalid, NotFound
from services.core.awsio.marshal import from_item, to_item
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.table import keys
from services.core.table.flight_item import StoredFlight, flight_item, stored_flight
from services.core.table.history_item import designator_item, history_item

SERVICE: Final = "table"

BATCH: Final = 25
"""Rows per BatchWriteItem: AWS's limit."""

SCHEDULED: Final = "flight.scheduled"


class DynamoDb(Protocol):
    """The part of the AWS client that the store uses."""

    async def dynamodb(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]: ...


class DynamoStore:
    """Consistent reads, compare-and-set writes, idempotent history rows."""

    def __init__(
        self, aws: DynamoDb, table: str, status_shards: int, gate: Gate, checkpoint: Checkpoint
    ) -> None:
        self._aws = aws
        self._table = table
        self._status_shards = status_shards
        self._gate = gate
        self._checkpoint = checkpoint

    async def read(self, key: FlightKey) -> StoredFlight | None:
        """A consistent read of STATE."""
        answer = await self._call(
            "GetItem",
            {
                "TableName": self._table,
                "Key": to_item(keys.flight_state(str(key)).primary()),
                "ConsistentRead": True,
            },
        )
        item = answer.get("Item")
        return stored_flight(from_item(item)) if item else None

    async def write(self, write: Write) -> None:
        """Replace version `ver - 1`. The consumer is the only writer of the item, so it is put whole."""
        item = flight_item(write.state, write.derived, write.outbox, write.as_of, self._status_shards)
        request: dict[str, Any] = {"TableName": self._table, "Item": to_item(item)}
        if write.state.ver == 1:
            request["ConditionExpression"] = "attribute_not_exists(PK)"
        else:
            request["ConditionExpression"] = "ver = :read"
            request["ExpressionAttributeValues"] = to_item({":read": write.state.ver - 1})
        await self._call("PutItem", request)
        self._checkpoint("row-4")

    async def write_history(self, events: Iterable[FlightEvent]) -> None:
        """The rows of these events. One row per key: a batch refuses two of the same."""
        rows: dict[tuple[str, str], dict[str, Any]] = {}
        for event in events:
            for row in _rows(event):
                rows[row["PK"], row["SK"]] = row
        waiting = [{"PutRequest": {"Item": to_item(row)}} for row in rows.values()]
        while waiting:
            batch, waiting = waiting[:BATCH], waiting[BATCH:]
            answer = await self._call("BatchWriteItem", {"RequestItems": {self._table: batch}})
            left = answer.get("UnprocessedItems", {}).get(self._table, [])
            if len(left) == len(batch):
                raise Unavailable("the table took none of the history rows")
            waiting.extend(left)

    async def flights_called(self, designator: str, dates: Iterable[date]) -> list[Candidate]:
        """Follows every page of every date."""
        return [row for day in dates for row in await self._pointers(designator, day)]

    async def _pointers(self, designator: str, day: date) -> list[Candidate]:
        request: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "PK = :pk",
            "ExpressionAttributeValues": to_item({":pk": _designator_pk(designator, day)}),
            "ConsistentRead": True,
        }
        found: list[Candidate] = []
        while True:
            answer = await self._call("Query", request)
            found.extend(map(_candidate, answer.get("Items", ())))
            if not answer.get("LastEvaluatedKey"):
                return found
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    async def _call(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = await self._aws.dynamodb(operation, payload)
        except (AccessDenied, NotFound) as error:
            self._gate.shut(SERVICE, f"{self._table}: {error}")
            raise RefusedAltogether(str(error)) from error
        except Invalid as error:
            if refuses_item(error.code):
                raise
            raise Unavailable(f"{self._table}: {error}") from error
        self._gate.open(SERVICE)
        return answer


def _rows(event: FlightEvent) -> list[dict[str, Any]]:
    if event.event_type == SCHEDULED:
        return [history_item(event), designator_item(event)]
    return [history_item(event)]


def _designator_pk(designator: str, day: date) -> str:
    number = designator[2:].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    suffix = designator[2 + len(number) :]
    return keys.designator_pk(designator[:2], int(number), suffix, day.isoformat())


def _candidate(item: Mapping[str, Any]) -> Candidate:
    pointer = from_item(item)
    return Candidate(FlightKey.parse(pointer["flightKey"]), int(pointer["scheduledOut"]))
