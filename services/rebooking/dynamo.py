"""The table port over boto3: consistent reads, and one transaction per booking."""

from __future__ import annotations

from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from services.core.awsio.blocking.errors import as_service_error, error_code, service_error
from services.core.awsio.marshal import from_item, to_attribute, to_item
from services.core.errors import Permanent
from services.core.table import keys
from services.core.table.rebooking_item import FLIGHT_VERSIONS, standing_attributes
from services.rebooking.ports import Change, Item

REFUSED: Final = "ConditionalCheckFailed"
CONFLICT: Final = "TransactionConflict"


class MissingRow(Permanent):
    """A row that the booking's own items name is not there: nothing was written."""


class DynamoTable:
    """`Table` on a DynamoDB client that the composition root configured."""

    def __init__(self, client: Any, table_name: str) -> None:
        self._client = client
        self._name = table_name

    def flight(self, flight_key: str) -> Item | None:
        key = to_item(keys.flight_state(flight_key).primary())
        reply = self._call("get_item", TableName=self._name, Key=key, ConsistentRead=True)
        found = reply.get("Item")
        return None if found is None else from_item(found)

    def booking(self, booking_id: str) -> list[Item]:
        request: dict[str, Any] = {
            "KeyConditionExpression": "PK = :pk",
            "ExpressionAttributeValues": to_item({":pk": keys.booking_pk(booking_id)}),
            "ConsistentRead": True,
        }
        items: list[Item] = []
        while True:
            reply = self._call("query", TableName=self._name, **request)
            items += [from_item(item) for item in reply["Items"]]
            if "LastEvaluatedKey" not in reply:
                return items
            request["ExclusiveStartKey"] = reply["LastEvaluatedKey"]

    def write(self, change: Change) -> bool:
        updates = [self._booking(change), *(self._row(row, change) for row in change.rows)]
        try:
            self._client.transact_write_items(TransactItems=[{"Update": update} for update in updates])
        except ClientError as error:
            return self._not_written(error)
        except BotoCoreError as error:
            raise as_service_error("transact_write_items", error) from error
        return True

    def _booking(self, change: Change) -> dict[str, Any]:
        attributes = standing_attributes(change.after)
        names = {f"#{name}": name for name in attributes}
        values = {f":{name}": value for name, value in attributes.items() if value is not None}
        gone = [name for name, value in attributes.items() if value is None]
        text = "SET " + ", ".join(f"#{name} = :{name}" for name in attributes if name not in gone)
        if gone:
            text += " REMOVE " + ", ".join(f"#{name}" for name in gone)
        return {
            "TableName": self._name,
            "Key": to_item(change.booking.primary()),
            "UpdateExpression": text,
            # The version alone would do for writers who raise it; the flight's version is the promise itself.
            "ConditionExpression": (
                "#ver = :read AND (attribute_not_exists(#versions.#flight) OR #versions.#flight < :decided)"
            ),
            "ExpressionAttributeNames": names
            | {"#versions": FLIGHT_VERSIONS, "#flight": change.news.flight_key},
            "ExpressionAttributeValues": to_item(values)
            | {
                ":read": to_attribute(change.before.ver),
                ":decided": to_attribute(change.news.ver),
            },
        }

    def _row(self, row: keys.Key, change: Change) -> dict[str, Any]:
        return {
            "TableName": self._name,
            "Key": to_item(row.primary()),
            "UpdateExpression": "SET #status = :status",
            "ConditionExpression": "attribute_exists(PK)",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": to_item({":status": change.after.status.value}),
        }

    def _not_written(self, error: ClientError) -> bool:
        """False when the booking changed or is being changed; raises what else stood in the way."""
        reasons = [str(reason.get("Code")) for reason in error.response.get("CancellationReasons", ())]
        if not reasons:
            raise as_service_error("transact_write_items", error) from error
        if reasons[0] == REFUSED or CONFLICT in reasons:
            return False
        if REFUSED in reasons:
            raise MissingRow(f"row {reasons.index(REFUSED)} of the booking is missing") from error
        code = next((reason for reason in reasons if reason != "None"), error_code(error))
        raise service_error("transact_write_items", code) from error

    def _call(self, operation: str, **request: Any) -> dict[str, Any]:
        try:
            reply: dict[str, Any] = getattr(self._client, operation)(**request)
        except (BotoCoreError, ClientError) as error:
            raise as_service_error(operation, error) from error
        return reply
