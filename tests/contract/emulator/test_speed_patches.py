"""What is remembered or forgotten to be fast must not change an answer."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.emulator.emulator import Emulator
from tests.contract.emulator.waiting import run_machine

TABLE = {
    "KeySchema": [
        {"AttributeName": "PK", "KeyType": "HASH"},
        {"AttributeName": "SK", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [
        {"AttributeName": "PK", "AttributeType": "S"},
        {"AttributeName": "SK", "AttributeType": "S"},
    ],
    "BillingMode": "PAY_PER_REQUEST",
}
ROLE = "arn:aws:iam::000000000000:role/r"
DOUBLE = {
    "QueryLanguage": "JSONata",
    "StartAt": "Double",
    "States": {"Double": {"Type": "Pass", "Output": "{% $states.input.n * 2 %}", "End": True}},
}


@pytest.fixture(scope="module")
def forgetful(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """An emulator as the demo starts it."""
    with Emulator.start(
        tmp_path_factory.mktemp("forgetful"), extra_env={"FLIGHTPULSE_EMULATOR_FORGETS": "1"}
    ) as emulator:
        yield emulator


def machine(emulator: Emulator) -> str:
    arn: str = emulator.client("stepfunctions").create_state_machine(
        name=f"m-{uuid.uuid4().hex}",
        definition=json.dumps(DOUBLE),
        roleArn="arn:aws:iam::000000000000:role/r",
    )["stateMachineArn"]
    return arn


def test_one_condition_is_judged_anew_for_every_item_and_value(emulator: Emulator) -> None:
    dynamodb, table = emulator.client("dynamodb"), f"t-{uuid.uuid4().hex}"
    dynamodb.create_table(TableName=table, **TABLE)
    for number in range(3):
        dynamodb.put_item(TableName=table, Item={"PK": {"S": "P"}, "SK": {"S": str(number)}})

    def found(until: str) -> list[str]:
        reply = dynamodb.query(
            TableName=table,
            KeyConditionExpression="PK = :pk AND SK <= :until",
            ExpressionAttributeValues={":pk": {"S": "P"}, ":until": {"S": until}},
        )
        return [item["SK"]["S"] for item in reply["Items"]]

    assert (found("0"), found("1"), found("2")) == (["0"], ["0", "1"], ["0", "1", "2"])


def test_a_condition_that_is_wrong_is_refused_each_time(emulator: Emulator) -> None:
    dynamodb, table = emulator.client("dynamodb"), f"t-{uuid.uuid4().hex}"
    dynamodb.create_table(TableName=table, **TABLE)
    item: dict[str, Any] = {"PK": {"S": "P"}, "SK": {"S": "1"}}

    for _ in range(2):
        with pytest.raises(ClientError, match="Syntax error"):
            dynamodb.put_item(TableName=table, Item=item, ConditionExpression="attribute_exists(PK) AND")


def test_one_expression_is_evaluated_anew_for_every_execution(emulator: Emulator) -> None:
    arn = machine(emulator)

    outputs = [run_machine(emulator, arn, json.dumps({"n": number}))["output"] for number in (1, 2, 3)]

    assert outputs == ["2", "4", "6"]


def test_histories_stay_unless_the_emulator_is_told_to_forget_them(
    emulator: Emulator, forgetful: Emulator
) -> None:
    histories = []
    for each in (emulator, forgetful):
        ended = run_machine(each, machine(each), '{"n": 21}')
        assert (ended["status"], ended["output"]) == ("SUCCEEDED", "42")
        step_functions = each.client("stepfunctions")
        histories.append(step_functions.get_execution_history(executionArn=ended["executionArn"])["events"])

    assert (len(histories[0]) > 2, histories[1]) == (True, [])


def test_an_execution_that_failed_keeps_its_history(forgetful: Emulator) -> None:
    ended = run_machine(forgetful, machine(forgetful), "{}")

    step_functions = forgetful.client("stepfunctions")
    events = step_functions.get_execution_history(executionArn=ended["executionArn"])["events"]
    assert (ended["status"], events[-1]["type"]) == ("FAILED", "ExecutionFailed")


def test_a_body_of_megabytes_comes_back_as_it_was_sent(emulator: Emulator) -> None:
    body = bytes(range(256)) * 12_000
    s3 = emulator.client("s3")
    s3.create_bucket(Bucket="large-bodies")

    s3.put_object(Bucket="large-bodies", Key="k", Body=body)

    assert s3.get_object(Bucket="large-bodies", Key="k")["Body"].read() == body
