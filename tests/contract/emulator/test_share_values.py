"""Items that share a text in memory share nothing else."""

import uuid

from local.emulator.emulator import Emulator
from tests.contract.emulator.test_speed_patches import TABLE


def test_a_change_of_one_item_leaves_the_others_that_had_the_same_text(emulator: Emulator) -> None:
    dynamodb, table = emulator.client("dynamodb"), f"t-{uuid.uuid4().hex}"
    dynamodb.create_table(TableName=table, **TABLE)
    same = {"text": {"S": "same"}, "nested": {"M": {"text": {"S": "same"}}}, "list": {"L": [{"S": "same"}]}}
    keys = [{"PK": {"S": "P"}, "SK": {"S": sk}} for sk in ("by update", "by statement", "kept")]
    for key in keys:
        dynamodb.put_item(TableName=table, Item={**key, **same})

    dynamodb.update_item(
        TableName=table,
        Key=keys[0],
        UpdateExpression="SET #t = :new, nested.#t = :new, #l[0] = :new",
        ExpressionAttributeNames={"#t": "text", "#l": "list"},
        ExpressionAttributeValues={":new": {"S": "new"}},
    )
    dynamodb.execute_statement(
        Statement=f"""UPDATE "{table}" SET "text"=? WHERE PK='P' AND SK='by statement'""",  # noqa: S608 - a name of our own
        Parameters=[{"S": "other"}],
    )

    texts = [dynamodb.get_item(TableName=table, Key=key)["Item"] for key in keys]
    assert [item["text"]["S"] for item in texts] == ["new", "other", "same"]
    assert [item["nested"]["M"]["text"]["S"] for item in texts] == ["new", "same", "same"]
    assert [item["list"]["L"][0]["S"] for item in texts] == ["new", "same", "same"]
