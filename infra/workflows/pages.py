"""Pages of ids from the flight's rows of one kind, cut into batches."""

from __future__ import annotations

from dataclasses import dataclass

from infra.workflows.failure import catch_all
from infra.workflows.jsonata import State, expr
from infra.workflows.retries import TABLE_QUERY_RETRIES
from infra.workflows.run import TASK_TIMEOUT_SECONDS
from services.core.table.keys import CONTACT_PREFIX, PASSENGER_PREFIX

QUERY = "arn:aws:states:::aws-sdk:dynamodb:query"


@dataclass(frozen=True, slots=True)
class Rows:
    """One kind of row on a flight; `attribute` holds the id by which the rows are sorted."""

    prefix: str
    attribute: str

    @property
    def last(self) -> str:
        """The variable with the last id of the page before."""
        return f"last{self.attribute[0].upper()}{self.attribute[1:]}"


# A contact on several bookings stands in adjacent rows, as the passengers of one booking do.
CONTACTS = Rows(CONTACT_PREFIX, "contactId")
BOOKINGS = Rows(PASSENGER_PREFIX, "bookingId")

FIRST_PAGE: State = {"startKey": {}}


def page_ids(rows: Rows, page_size: int, batch_size: int, then: str) -> State:
    """One page of ids without repeats, also of an id whose rows lie on two pages. Leaves `$batches`."""
    ids = f"$states.result.Items.{rows.attribute}.S"
    return {
        "Type": "Task",
        "Resource": QUERY,
        "Arguments": expr(
            "$merge([{"
            "'TableName': '${TableName}', 'ConsistentRead': true, "
            f"'Limit': {page_size}, "
            "'KeyConditionExpression': 'PK = :flight AND begins_with(SK, :prefix)', "
            f"'ProjectionExpression': 'PK, SK, {rows.attribute}', "
            "'ExpressionAttributeValues': "
            f"{{':flight': {{'S': 'FLT#' & $flightKey}}, ':prefix': {{'S': '{rows.prefix}'}}}}"
            "}, $startKey])"
        ),
        "Assign": {
            "batches": expr(
                f"($ids := [$distinct([{ids}])[$ != ${rows.last}]]; "
                f"$count($ids) = 0 ? [] : $partition($ids, {batch_size}))"
            ),
            rows.last: expr(
                f"$count($states.result.Items) = 0 ? ${rows.last}"
                f" : $states.result.Items[-1].{rows.attribute}.S"
            ),
            # After the last page this is the start again, for the next kind of row.
            "startKey": expr(
                "$exists($states.result.LastEvaluatedKey.PK)"
                " ? {'ExclusiveStartKey': $states.result.LastEvaluatedKey} : {}"
            ),
            "morePages": expr("$exists($states.result.LastEvaluatedKey.PK)"),
        },
        "Output": {},
        "TimeoutSeconds": TASK_TIMEOUT_SECONDS,
        "Retry": TABLE_QUERY_RETRIES,
        "Catch": catch_all(),
        "Next": then,
    }


def another_page(page: str, otherwise: str) -> State:
    """The loop on LastEvaluatedKey."""
    return {
        "Type": "Choice",
        "Choices": [{"Condition": expr("$morePages"), "Next": page}],
        "Default": otherwise,
    }
