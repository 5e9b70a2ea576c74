"""The table operations of the hot paths, as the table answers them."""

from typing import Any

import pytest

from services.core.awsio.client import AwsClient
from services.core.awsio.errors import ConditionFailed, Invalid, NotFound
from services.core.awsio.marshal import from_item, to_item

pytestmark = pytest.mark.emulator

ITEM = {
    "PK": "FLT#x",
    "SK": "STATE",
    "ver": 1,
    "leftBaseline": False,
    "outbox": '{"é":1}',
    "tags": ["a", None],
}


async def put(aws: AwsClient, table: str, item: dict[str, Any]) -> None:
    await aws.dynamodb("PutItem", {"TableName": table, "Item": to_item(item)})


async def test_an_item_written_is_the_item_read(aws: AwsClient, table: str) -> None:
    await put(aws, table, ITEM)
    key = to_item({"PK": "FLT#x", "SK": "STATE"})
    reply = await aws.dynamodb("GetItem", {"TableName": table, "Key": key, "ConsistentRead": True})
    assert from_item(reply["Item"]) == ITEM


async def test_a_failed_condition_returns_what_is_stored(aws: AwsClient, table: str) -> None:
    await put(aws, table, ITEM)
    with pytest.raises(ConditionFailed) as caught:
        await aws.dynamodb(
            "PutItem",
            {
                "TableName": table,
                "Item": to_item({**ITEM, "ver": 3}),
                "ConditionExpression": "#v = :v",
                "ExpressionAttributeNames": {"#v": "ver"},
                "ExpressionAttributeValues": to_item({":v": 2}),
                "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            },
        )
    assert caught.value.item is not None
    assert from_item(caught.value.item)["ver"] == 1


async def test_a_transaction_names_the_condition_that_failed(aws: AwsClient, table: str) -> None:
    await put(aws, table, ITEM)
    guarded = {"TableName": table, "Item": to_item(ITEM), "ConditionExpression": "attribute_not_exists(PK)"}
    free = {"TableName": table, "Item": to_item({"PK": "FLT#y", "SK": "STATE"})}
    with pytest.raises(ConditionFailed) as caught:
        await aws.dynamodb("TransactWriteItems", {"TransactItems": [{"Put": free}, {"Put": guarded}]})
    assert [reason["Code"] for reason in caught.value.reasons] == ["None", "ConditionalCheckFailed"]
    reply = await aws.dynamodb(
        "GetItem", {"TableName": table, "Key": to_item({"PK": "FLT#y", "SK": "STATE"})}
    )
    assert "Item" not in reply


async def test_a_batch_write_and_a_paged_query(aws: AwsClient, table: str) -> None:
    rows = [{"PK": "FLT#x", "SK": f"EVT#{number:02d}"} for number in range(25)]
    requests = [{"PutRequest": {"Item": to_item(row)}} for row in rows]
    reply = await aws.dynamodb("BatchWriteItem", {"RequestItems": {table: requests}})
    assert not reply.get("UnprocessedItems")

    query: dict[str, Any] = {
        "TableName": table,
        "KeyConditionExpression": "PK = :pk AND begins_with(SK, :prefix)",
        "ExpressionAttributeValues": to_item({":pk": "FLT#x", ":prefix": "EVT#"}),
        "Limit": 10,
    }
    seen: list[str] = []
    while True:
        page = await aws.dynamodb("Query", query)
        seen += [from_item(item)["SK"] for item in page["Items"]]
        if "LastEvaluatedKey" not in page:
            break
        query["ExclusiveStartKey"] = page["LastEvaluatedKey"]
    assert seen == [row["SK"] for row in rows]


async def test_a_partiql_batch_answers_for_each_statement(aws: AwsClient, table: str) -> None:
    await put(aws, table, ITEM)
    update = 'UPDATE "TABLE" SET outbox = ? WHERE PK = ? AND SK = ? AND ver = ?'.replace("TABLE", table)
    statements = [
        {
            "Statement": update,
            "Parameters": list(to_item({"1": "new", "2": "FLT#x", "3": "STATE", "4": ver}).values()),
        }
        for ver in (1, 7)
    ]
    first, second = [
        (await aws.dynamodb("BatchExecuteStatement", {"Statements": [statement]}))["Responses"][0]
        for statement in statements
    ]
    assert "Error" not in first
    assert second["Error"]["Code"] == "ConditionalCheckFailed"


async def test_a_missing_table_is_not_found(aws: AwsClient) -> None:
    with pytest.raises(NotFound):
        await aws.dynamodb("GetItem", {"TableName": "nonesuch", "Key": to_item({"PK": "a", "SK": "b"})})


async def test_a_bad_request_is_invalid(aws: AwsClient, table: str) -> None:
    with pytest.raises(Invalid):
        await aws.dynamodb("GetItem", {"TableName": table, "Key": to_item({"PK": "a"})})
