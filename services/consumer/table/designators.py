"""The flights that carry a designator on a local origin date."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from services.consumer.ports import Candidate
from services.consumer.table.calls import TableCalls
from services.core.awsio.marshal import from_item, to_item
from services.core.flight.key import FlightKey
from services.core.table import keys


class Designators:
    """Query, every page of it."""

    def __init__(self, calls: TableCalls) -> None:
        self._calls = calls

    async def flights_called(self, designator: str, dates: Iterable[date]) -> list[Candidate]:
        """Those of all the dates; `designator` as in `UA207B`."""
        return [row for day in dates for row in await self._pointers(designator, day)]

    async def _pointers(self, designator: str, day: date) -> list[Candidate]:
        request: dict[str, Any] = {
            "TableName": self._calls.name,
            "KeyConditionExpression": "PK = :pk",
            "ExpressionAttributeValues": to_item({":pk": _designator_pk(designator, day)}),
            "ConsistentRead": True,
        }
        found: list[Candidate] = []
        while True:
            answer = await self._calls.call("Query", request)
            found.extend(map(_candidate, answer.get("Items", ())))
            if not answer.get("LastEvaluatedKey"):
                return found
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def _designator_pk(designator: str, day: date) -> str:
    number = designator[2:].rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    suffix = designator[2 + len(number) :]
    return keys.designator_pk(designator[:2], int(number), suffix, day.isoformat())


def _candidate(item: Mapping[str, Any]) -> Candidate:
    pointer = from_item(item)
    return Candidate(FlightKey.parse(pointer["flightKey"]), int(pointer["scheduledOut"]))
