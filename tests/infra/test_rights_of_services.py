"""What network and services may do: every statement is walked, and each `*` has its reason here."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.infra.template_view import View

CONSUMER_TABLE = Path(__file__).parents[2] / "services" / "consumer" / "table"
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
PULL = {"ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}
SIGN_IN = {"ecr:GetAuthorizationToken"}
GROUP = {"kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"}
CONNECT = {"kafka-cluster:Connect", "kafka-cluster:DescribeTopic"}
WRITE = {"kafka-cluster:WriteData", "kafka-cluster:WriteDataIdempotently"}
SECRET = {"secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"}

ACTIONS = {
    "ConsumerTaskTaskRole": {
        "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem", "dynamodb:PartiQLInsert",
        "dynamodb:PartiQLUpdate", "dynamodb:PutItem", "dynamodb:Query", "events:PutEvents",
        "kafka-cluster:ReadData",
    } | CONNECT | WRITE | GROUP,
    "ApiTaskTaskRole": {
        "dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "events:PutEvents",
        "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem",
        "secretsmanager:GetSecretValue",
    } | CONNECT | WRITE,
    "TopicsTaskTaskRole": {"kafka-cluster:CreateTopic", "kafka-cluster:ReadData"} | CONNECT | GROUP,
    "ConsumerTaskExecutionRole": PULL | SIGN_IN | LOGS,
    "TopicsTaskExecutionRole": PULL | SIGN_IN | LOGS,
    "ApiTaskExecutionRole": PULL | SIGN_IN | LOGS | SECRET,
    "KafkaRole": {"kafka:GetBootstrapBrokers"} | LOGS,
    "FlowLogRole": {"logs:DescribeLogStreams"} | LOGS,
}  # fmt: skip
# The gateway's account-wide role for logs takes AWS's own policy and no other.
MANAGED = "GatewayLogRole"
# Signing in to the registry is a call on no repository.
WITHOUT_RESOURCE = (SIGN_IN,)


@pytest.mark.parametrize("role", ACTIONS)
def test_a_role_has_exactly_the_actions_of_its_component(role: str, around: View) -> None:
    granted = {
        action
        for name, statement in _statements(around)
        if name.startswith(role)
        for action in _list(statement["Action"])
    }
    assert granted == ACTIONS[role]


def test_no_role_is_left_out_and_one_has_a_managed_policy(around: View) -> None:
    for name, role in around.resources("AWS::IAM::Role"):
        if name.startswith(MANAGED):
            assert "AmazonAPIGatewayPushToCloudWatchLogs" in json.dumps(role["Properties"])
        else:
            assert any(name.startswith(known) for known in ACTIONS), name
            assert "ManagedPolicyArns" not in role["Properties"], name
        assert "Policies" not in role["Properties"], name


def test_every_star_is_listed(around: View) -> None:
    for name, statement in _statements(around):
        assert statement["Effect"] == "Allow", name
        assert not any("*" in action for action in _list(statement["Action"])), name
        for resource in _list(statement["Resource"]):
            if resource == "*":
                assert set(_list(statement["Action"])) in WITHOUT_RESOURCE, name
            else:
                assert "*" not in json.dumps(resource), name


def test_the_consumer_touches_only_flights_the_way_to_their_keys_its_partitions_and_itself(
    around: View,
) -> None:
    found = {
        action: statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
        for name, statement in _statements(around)
        if name.startswith("ConsumerTaskTaskRole")
        for action in _list(statement["Action"])
        if action.startswith("dynamodb:")
    }
    assert found == {
        "dynamodb:BatchGetItem": ["FLT#*", "PTN#*"],
        "dynamodb:PartiQLInsert": ["FLT#*"],
        "dynamodb:PartiQLUpdate": ["FLT#*"],
        "dynamodb:BatchWriteItem": ["FLT#*", "DSG#*", "PTN#*"],
        "dynamodb:Query": ["DSG#*"],
        "dynamodb:PutItem": ["MBR#*"],
    }


def test_the_consumer_may_make_the_calls_that_its_code_makes_and_no_other() -> None:
    files = [*CONSUMER_TABLE.glob("*.py"), CONSUMER_TABLE.parent / "presence.py"]
    code = "".join(file.read_text() for file in files)
    calls = set(re.findall(r"""\.(?:call|dynamodb)\(\s*"(\w+)\"""", code))
    verbs = set(re.findall(r"return f'(INSERT|UPDATE) ", code))
    assert "BatchExecuteStatement" in calls
    needed = {f"dynamodb:{call}" for call in calls - {"BatchExecuteStatement"}}
    # A PartiQL call has no right of its own: each statement needs that of what it does.
    needed |= {f"dynamodb:PartiQL{verb.capitalize()}" for verb in verbs}
    assert needed == {one for one in ACTIONS["ConsumerTaskTaskRole"] if one.startswith("dynamodb:")}


@pytest.mark.parametrize(
    ("role", "action", "names"),
    [
        ("ConsumerTaskTaskRole", "kafka-cluster:ReadData", {"flight-operations", "flight-operations.raw"}),
        ("ConsumerTaskTaskRole", "kafka-cluster:WriteData", {"flight-operations", "flight-operations.dlq"}),
        ("ApiTaskTaskRole", "kafka-cluster:WriteData", {"flight-operations"}),
        ("ConsumerTaskTaskRole", "kafka-cluster:AlterGroup", {"flightpulse-consumer"}),
    ],
)
def test_topics_and_groups_are_named(role: str, action: str, names: set[str], around: View) -> None:
    (statement,) = (
        statement
        for name, statement in _statements(around)
        if name.startswith(role) and action in _list(statement["Action"])
    )
    found = {resource["Fn::Join"][1][-1].rpartition("/")[2] for resource in _list(statement["Resource"])}
    assert found == names


def test_no_service_makes_topics(around: View) -> None:
    for name, statement in _statements(around):
        if "kafka-cluster:CreateTopic" in _list(statement["Action"]):
            assert name.startswith("TopicsTaskTaskRole")


def _statements(view: View) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, policy in view.resources("AWS::IAM::Policy"):
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
            yield name, statement


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
