"""The table port over boto3: consistent reads of many flights, a contact's flights, many small writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from services.core.awsio.blocking.errors import error_code
from services.core.awsio.marshal import from_item, to_item
from services.core.errors import Retryable
from services.core.table import keys
from services.core.table.flight_item import announced_by
from services.stream.ports import WRITES_PER_CALL, Item

T = TypeVar("T")

INDEX = "GSI2"
READS_PER_CALL = 100
ATTEMPTS = 5
FIRST_PAUSE_SECONDS = 0.05


class DynamoTable:
    """`Table` on a DynamoDB client that the composition root configured."""

    def __init__(self, client: Any, table_name: str, pause: Callable[[float], None]) -> None:
        self._client = client
        self._name = table_name
        self._pause = pause

    def disrupted(self, flight_keys: Iterable[str]) -> Mapping[str, str | None]:
        return {
            state["flightKey"]: announced_by(state)
            for chunk in _chunks(sorted(flight_keys), READS_PER_CALL)
            for state in self._states(chunk)
            if state.get("leftBaseline")
        }

    def flights_of(self, contact_id: str) -> Sequence[str]:
        request: dict[str, Any] = {
            "IndexName": INDEX,
            "KeyConditionExpression": "GSI2PK = :pk",
            "ExpressionAttributeValues": to_item({":pk": keys.contact_pk(contact_id)}),
        }
        flights: list[str] = []
        while True:
            reply = self._call("query", TableName=self._name, **request)
            flights += [from_item(row)["flightKey"] for row in reply["Items"]]
            if "LastEvaluatedKey" not in reply:
                return flights
            request["ExclusiveStartKey"] = reply["LastEvaluatedKey"]

    def put_all(self, items: Sequence[Item]) -> None:
        for chunk in _chunks(items, WRITES_PER_CALL):
            puts = [{"PutRequest": {"Item": to_item(item)}} for item in chunk]
            for _ in self._until_done("batch_write_item", "UnprocessedItems", {self._name: puts}):
                pass

    def _states(self, flight_keys: Sequence[str]) -> Iterator[Item]:
        wanted = {
            "Keys": [to_item(keys.flight_state(key).primary()) for key in flight_keys],
            "ConsistentRead": True,
            "ProjectionExpression": "flightKey, leftBaseline, outbox",
        }
        for reply in self._until_done("batch_get_item", "UnprocessedKeys", {self._name: wanted}):
            yield from map(from_item, reply["Responses"].get(self._name, ()))

    def _until_done(self, operation: str, left_over: str, request: Any) -> Iterator[dict[str, Any]]:
        """Every reply, until nothing of the request is left over. Raises Retryable."""
        for attempt in range(ATTEMPTS):
            if attempt:
                self._pause(FIRST_PAUSE_SECONDS * 2**attempt)
            reply = self._call(operation, RequestItems=request)
            yield reply
            request = reply.get(left_over)
            if not request:
                return
        raise Retryable(f"{operation} left something over {ATTEMPTS} times")

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            reply: dict[str, Any] = getattr(self._client, operation)(**request)
        except (BotoCoreError, ClientError) as error:
            # All our requests are of one shape: whatever the table refuses is an outage.
            raise Retryable(f"{operation} failed: {error_code(error)}") from error
        return reply


def _chunks(things: Sequence[T], size: int) -> Iterator[list[T]]:
    remaining = iter(things)
    while chunk := list(islice(remaining, size)):
        yield chunk
