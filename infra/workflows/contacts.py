"""Pages of contact ids of a flight, cut into batches."""

from __future__ import annotations

from infra.workflows.failure import catch_all
from infra.workflows.jsonata import State, expr
from infra.workflows.retries import TABLE_QUERY_RETRIES
from infra.workflows.run import TASK_TIMEOUT_SECONDS

QUERY = "arn:aws:states:::aws-sdk:dynamodb:query"
FIRST_PAGE = {"startKey": {}, "lastContact": ""}


def page_contacts(page_size: int, batch_size: int) -> State:
    """One page of contact ids. A contact on several bookings stands in adjacent items."""
    return {
        "Type": "Task",
        "Resource": QUERY,
        "Arguments": expr(
            "$merge([{"
            "'TableName': '${TableName}', 'ConsistentRead': true, "
            f"'Limit': {page_size}, "
            "'KeyConditionExpression': 'PK = :flight AND begins_with(SK, :contacts)', "
            "'ProjectionExpression': 'PK, SK, contactId', "
            "'ExpressionAttributeValues': "
            "{':flight': {'S': 'FLT#' & $flightKey}, ':contacts': {'S': 'CTC#'}}"
            "}, $startKey])"
        ),
        "Assign": {
            "batches": expr(
                "($ids := [$distinct([$states.result.Items.contactId.S])[$ != $lastContact]]; "
                f"$count($ids) = 0 ? [] : $partition($ids, {batch_size}))"
            ),
            "lastContact": expr(
                "$count($states.result.Items) = 0 ? $lastContact : $states.result.Items[-1].contactId.S"
            ),
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
        "Next": "TellBatches",
    }


def another_page() -> State:
    """The loop on LastEvaluatedKey."""
    return {
        "Type": "Choice",
        "Choices": [{"Condition": expr("$morePages"), "Next": "PageContacts"}],
        "Default": "CountOutcome",
    }
