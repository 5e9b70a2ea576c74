"""Each role can do what its component does, and nothing else: every statement is walked."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.infra.template_view import View

Statement = dict[str, Any]

# Step Functions sets its log delivery up by calls that take no resource.
LOG_DELIVERY = {
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
}

# Lambda enters the network by calls that take no resource which exists before.
NETWORK = {
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
}

SPINE = {"dynamodb:Query", "dynamodb:UpdateItem", "lambda:InvokeFunction", "events:PutEvents"} | LOG_DELIVERY

ACTIONS = {
    "DelaySpineRole": SPINE,
    "GateChangeSpineRole": SPINE,
    "CancellationSpineRole": SPINE,
    "RebookingMarkerRole": {
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
        "events:PutEvents",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    },
    "UnreportedFailuresReporterRole": {"dynamodb:GetItem", "dynamodb:UpdateItem", "events:PutEvents"}
    | LOG_DELIVERY,
    "UnreportedFailuresStarter": {"states:StartExecution"},
    "RoutesStarter": {"states:StartExecution"},
    "MessengerRole": {
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:PartiQLInsert",
        "dynamodb:PartiQLUpdate",
        "dynamodb:Query",
        "dynamodb:PutItem",
        "events:PutEvents",
        "bedrock:InvokeModel",
        "bedrock:ApplyGuardrail",
        "ssm:GetParameter",
        "sqs:SendMessage",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    },
    "StreamHandlerRole": {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
        "dynamodb:BatchWriteItem",
        "events:PutEvents",
        "sqs:SendMessage",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    },
    "SweeperRole": {
        "dynamodb:Query",
        "dynamodb:GetItem",
        "dynamodb:UpdateItem",
        "events:PutEvents",
        "states:StartExecution",
        "sqs:SendMessage",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    },
}

FUNCTIONS = ("RebookingMarkerRole", "MessengerRole", "StreamHandlerRole", "SweeperRole")

WRITES = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem")
# By component, the partitions of each of its write statements.
OWN_ITEMS = {
    "Spine": [["RUN#*"]],
    "Reporter": [["RUN#*"]],
    "Messenger": [["TOLD#*", "NTF#*", "TXT#*"]],
    "Sweeper": [["RUN#*"]],
    "Marker": [["BKG#*", "FLT#*", "LOC#*"]],
    "StreamHandler": [["CHG#*"]],
}


@pytest.mark.parametrize("role", ACTIONS)
def test_a_role_has_exactly_the_actions_of_its_component(role: str, prod: View) -> None:
    granted = {action for statement in _of_role(prod, role) for action in _list(statement["Action"])}
    assert granted == ACTIONS[role] | (NETWORK if role in FUNCTIONS else set())


def test_no_role_is_left_out_and_none_has_a_managed_policy(prod: View) -> None:
    roles = dict(prod.resources("AWS::IAM::Role"))
    for name, role in roles.items():
        assert any(name.startswith(known) for known in ACTIONS), name
        assert "ManagedPolicyArns" not in role["Properties"], name
        assert "Policies" not in role["Properties"], name


def test_every_resource_is_named_but_for_log_delivery_and_the_way_into_the_network(prod: View) -> None:
    for name, statement in _statements(prod):
        if "*" in _list(statement["Resource"]):
            assert set(_list(statement["Action"])) in (LOG_DELIVERY, NETWORK), name


def test_no_wildcard_stands_inside_a_resource(prod: View) -> None:
    for name, statement in _statements(prod):
        for resource in _list(statement["Resource"]):
            assert resource == "*" or "*" not in json.dumps(resource), name


def test_no_action_is_a_wildcard_and_nobody_scans_or_deletes(prod: View) -> None:
    for name, statement in _statements(prod):
        assert statement["Effect"] == "Allow", name
        for action in _list(statement["Action"]):
            assert "*" not in action, name
            assert action not in ("dynamodb:Scan", "dynamodb:DeleteItem", "dynamodb:DeleteTable"), name


def test_a_component_writes_only_its_own_items(prod: View) -> None:
    seen = set()
    for name, statement in _statements(prod):
        if not set(_list(statement["Action"])) & set(WRITES):
            continue
        (part,) = (part for part in OWN_ITEMS if part in name)
        keys = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
        assert keys in OWN_ITEMS[part], name
        seen.add(part)
    assert seen == OWN_ITEMS.keys()


def test_the_marker_cannot_write_what_a_flight_is(prod: View) -> None:
    (statement,) = (
        item for item in _of_role(prod, "RebookingMarkerRole") if item["Action"] == "dynamodb:UpdateItem"
    )
    attributes = statement["Condition"]["ForAllValues:StringEquals"]["dynamodb:Attributes"]
    assert set(attributes) == {"PK", "SK", "status", "ver", "flightVer", "cancelledFlights", "marked"}


def test_the_marker_reads_only_flights_and_bookings(prod: View) -> None:
    read = {
        item["Action"]: item["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
        for item in _of_role(prod, "RebookingMarkerRole")
        if item["Action"] in ("dynamodb:GetItem", "dynamodb:Query")
    }
    assert read == {"dynamodb:GetItem": ["FLT#*"], "dynamodb:Query": ["BKG#*"]}


def test_only_the_cancellation_workflow_invokes_the_marker(prod: View) -> None:
    invokers = {
        name
        for name, statement in _statements(prod)
        if statement["Action"] == "lambda:InvokeFunction" and "RebookingMarker" in json.dumps(statement)
    }
    assert len(invokers) == 1
    assert invokers.pop().startswith("CancellationSpineRole")


def test_the_sweeper_reads_only_the_due_index(prod: View) -> None:
    (statement,) = (
        item for item in _of_role(prod, "SweeperRole") if "dynamodb:Query" in _list(item["Action"])
    )
    assert json.dumps(statement["Resource"]).count("/index/GSI1") == 1


def test_the_stream_handler_reads_the_states_of_flights_and_the_flights_of_contacts(prod: View) -> None:
    statements = _of_role(prod, "StreamHandlerRole")
    (states,) = (item for item in statements if item["Action"] == "dynamodb:BatchGetItem")
    (flights,) = (item for item in statements if item["Action"] == "dynamodb:Query")
    assert states["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["FLT#*"]}}
    assert flights["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["CON#*"]}}
    assert json.dumps(flights["Resource"]).count("/index/GSI2") == 1


def test_the_sweeper_starts_the_three_workflows_only(prod: View) -> None:
    (statement,) = (
        item for item in _of_role(prod, "SweeperRole") if item["Action"] == "states:StartExecution"
    )
    assert {resource["Ref"] for resource in statement["Resource"]} == prod.spines().keys()


def test_the_messenger_calls_the_configured_profile_and_its_model_through_it_only(prod: View) -> None:
    profile, models = (
        item for item in _of_role(prod, "MessengerRole") if item["Action"] == "bedrock:InvokeModel"
    )
    assert "inference-profile/us.anthropic.claude-haiku-5-5" in json.dumps(profile["Resource"])
    assert models["Condition"] == {"StringEquals": {"bedrock:InferenceProfileArn": profile["Resource"]}}
    regions = ("us-east-1", "us-east-2", "us-west-2")
    assert len(models["Resource"]) == len(regions)
    for region, resource in zip(regions, models["Resource"], strict=True):
        assert f":bedrock:{region}::foundation-model/anthropic.claude-haiku-5-5" in json.dumps(resource)


def test_the_outside_may_reach_the_topic_only_as_a_rule_of_this_account_over_tls(prod: View) -> None:
    statements = prod.properties("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    allowed = [item for item in statements if item["Effect"] == "Allow"]
    denied = [item for item in statements if item["Effect"] == "Deny"]
    assert [item["Principal"] for item in allowed] == [{"Service": "events.amazonaws.com"}]
    assert "AWS::AccountId" in json.dumps(allowed[0]["Condition"]["ArnLike"]["aws:SourceArn"])
    assert denied[0]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_every_role_is_for_one_service(prod: View) -> None:
    for name, role in prod.resources("AWS::IAM::Role"):
        (statement,) = role["Properties"]["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"].keys() == {"Service"}, name
        assert isinstance(statement["Principal"]["Service"], str), name


def _statements(view: View) -> Iterator[tuple[str, Statement]]:
    for name, policy in view.resources("AWS::IAM::Policy"):
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
            yield name, statement


def _of_role(view: View, role: str) -> list[Statement]:
    return [
        statement
        for _, policy in view.resources("AWS::IAM::Policy")
        if any(reference["Ref"].startswith(role) for reference in policy["Properties"]["Roles"])
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
