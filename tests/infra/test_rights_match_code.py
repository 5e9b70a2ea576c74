"""What the Lambdas may call is what their code calls: a new call without its right fails here, not in AWS."""

import re
from pathlib import Path

import pytest

from tests.infra.template_view import View
from tests.unit.project.deployables import reached_files
from tests.unit.project.repository import ROOT, tracked_python

ROLES = {
    "rebooking": ("RebookingMarkerRole",),
    "stream": ("StreamHandlerRole",),
}
# The rights of the runtime itself, under the function's role: log, on-failure queue, source, network.
OF_THE_RUNTIME = {
    "logs:CreateLogStream", "logs:PutLogEvents", "sqs:SendMessage", "dynamodb:DescribeStream",
    "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams",
    "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
    # Bedrock applies it within the call that names it.
    "bedrock:ApplyGuardrail",
}  # fmt: skip
# `self._client.put_events(...)`, and `self._call("get_item", ...)` where one method wraps them all.
CALL = re.compile(r'_client\.(\w+)\(|_(?:call|write|request|until_done)\(\s*"(\w+)"')

ACTION_OF = {
    "get_item": "dynamodb:GetItem",
    "batch_get_item": "dynamodb:BatchGetItem",
    "batch_write_item": "dynamodb:BatchWriteItem",
    "put_item": "dynamodb:PutItem",
    "update_item": "dynamodb:UpdateItem",
    "query": "dynamodb:Query",
    "transact_write_items": "dynamodb:UpdateItem",  # a transaction is allowed by what it does
    "put_events": "events:PutEvents",
    "converse": "bedrock:InvokeModel",
    "get_parameter": "ssm:GetParameter",
    "start_execution": "states:StartExecution",
    "send_message": "sqs:SendMessage",
}

# The messenger and the sweeper share one adapter of the table; each may do what its own part asks of it.
TABLE_CALL = re.compile(r"(?<!\w)_?table\.(\w+)\(")
OF_THE_TABLE = {
    "get": {"get_item"},
    "get_many": {"batch_get_item"},
    "put": {"put_item"},
    "put_each": {"put_item", "batch_execute_statement"},
    "put_new": {"put_item", "batch_execute_statement"},
    "query_between": {"query"},
    "query_due": {"query"},
    "update": {"update_item"},
}
ADAPTER = ROOT / "services/messenger/dynamo.py"

# A batch of statements is allowed by what they do.
STATEMENTS = "services/messenger/statements.py"
RIGHT_OF_STATEMENT = {"INSERT INTO": "dynamodb:PartiQLInsert", "UPDATE ": "dynamodb:PartiQLUpdate"}


@pytest.mark.parametrize("service", ROLES)
def test_the_lambdas_may_call_what_their_code_calls_and_nothing_else(service: str, prod: View) -> None:
    granted = _granted(ROLES[service], prod)
    called = {ACTION_OF[call] for call in _calls(reached_files(f"services/{service}"))}
    assert called <= granted
    assert granted - called <= OF_THE_RUNTIME


@pytest.mark.parametrize(("role", "sweeps"), [("MessengerRole", False), ("SweeperRole", True)])
def test_the_messenger_and_the_sweeper_may_call_what_their_own_code_calls_and_nothing_else(
    role: str, sweeps: bool, prod: View
) -> None:
    own = {file for file in tracked_python("services/messenger") if ("sweeper" in file.parts) == sweeps}
    code = "".join(map(_text, own - {ADAPTER}))
    called = {name for match in CALL.findall(code) for name in match if name}
    called |= {call for method in TABLE_CALL.findall(code) for call in OF_THE_TABLE[method]}
    called |= {"put_events"} if "_bus.publish(" in code else set()
    rights = {ACTION_OF[call] for call in called - {"batch_execute_statement"}}
    if "batch_execute_statement" in called:
        statements = _text(ROOT / STATEMENTS)
        rights |= {right for begin, right in RIGHT_OF_STATEMENT.items() if f"'{begin}" in statements}
    assert _granted((role,), prod) - OF_THE_RUNTIME == rights


def test_every_call_of_the_shared_adapter_is_known_by_the_method_that_makes_it() -> None:
    assert _calls({ADAPTER}) == set().union(*OF_THE_TABLE.values())


def test_what_an_imported_adapter_of_the_kernel_calls_is_called_by_the_service() -> None:
    code = reached_files("services/messenger")
    own = {file for file in code if "messenger" in file.parts}
    assert "put_events" in _calls(code) - _calls(own)


def _granted(roles: tuple[str, ...], view: View) -> set[str]:
    return {
        action
        for name, policy in view.resources("AWS::IAM::Policy")
        if name.startswith(roles)
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
        for action in _list(statement["Action"])
    }


def _calls(code: set[Path]) -> set[str]:
    found = {name for file in code for match in CALL.findall(_text(file)) for name in match if name}
    assert found & {"get_item", "batch_get_item"}, "the code calls AWS in a way that this test does not see"
    return found


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _list(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
