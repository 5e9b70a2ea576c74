"""No literal physical name, the four tags, the outputs that others read, references in one direction."""

from collections.abc import Callable
from typing import Any

import pytest

from infra.naming import DATA_STACK, NETWORK_STACK, SERVICES_STACK, WORKFLOWS_STACK
from infra.snapshots.normalise import Template
from tests.infra.template_view import View

# The property that names a resource of a type, where CloudFormation would otherwise make the name up itself.
NAME_PROPERTIES = (
    "Name",
    "TableName",
    "TopicName",
    "QueueName",
    "FunctionName",
    "StateMachineName",
    "LogGroupName",
    "RoleName",
    "ArchiveName",
    "PolicyName",
)
# Not names of their own: an inline policy's within its role, and whom a permission is for.
NOT_PHYSICAL = {("AWS::IAM::Policy", "PolicyName"), ("AWS::Lambda::Permission", "FunctionName"),
                ("AWS::Lambda::EventInvokeConfig", "FunctionName"),
                ("AWS::Lambda::EventSourceMapping", "FunctionName")}  # fmt: skip
CANNOT_BE_TAGGED = (
    "AWS::Bedrock::GuardrailVersion",
    "AWS::Events::Archive",
    "AWS::IAM::Policy",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Permission",
    "AWS::Logs::ResourcePolicy",
    "AWS::MSK::Configuration",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
)

OUTPUTS = {
    "Environment",
    "TableName", "BusName", "BusArn", "FailureTopicArn", "ContactSecretArn", "MessengerFunctionName",
    "StreamFunctionName", "StreamFailuresQueueUrl",
    "SweeperFunctionName", "DelayStateMachineArn", "GateChangeStateMachineArn", "CancellationStateMachineArn",
    "SinkLogGroupEmail", "SinkLogGroupSms", "SinkLogGroupPush", "FactsLogGroup", "FailuresLogGroup",
    "RulesDeadLetterQueueUrl", "FailedRequestsQueueUrl",
}  # fmt: skip


def test_no_physical_name_is_literal(prod: View) -> None:
    for name, resource in prod.resources():
        for key in NAME_PROPERTIES:
            value = resource.get("Properties", {}).get(key)
            if value is not None and (resource["Type"], key) not in NOT_PHYSICAL:
                assert "{'Ref': 'AWS::StackName'}" in str(value), f"{name}.{key} is {value}"


def test_everything_that_can_be_is_tagged(prod: View) -> None:
    for name, resource in prod.resources():
        if resource["Type"] in CANNOT_BE_TAGGED:
            continue
        assert _tags(resource["Properties"].get("Tags")) == {
            "Project": "FlightPulse",
            "Environment": "prod",
            "Owner": "flight-operations",
            "CostCenter": "flightpulse",
        }, name


def test_the_outputs_that_others_read_are_there(local: View) -> None:
    assert local.outputs().keys() >= OUTPUTS


# Whom a stack may read from: never around in a circle, and nothing reads from what comes and goes.
READS = {
    NETWORK_STACK: set(),
    DATA_STACK: {NETWORK_STACK},
    WORKFLOWS_STACK: {NETWORK_STACK, DATA_STACK},
    SERVICES_STACK: {NETWORK_STACK, DATA_STACK},
}  # fmt: skip


@pytest.mark.parametrize("stack", READS)
def test_references_go_one_way_and_lock_nothing(
    stack: str, synthesised: Callable[[str], dict[str, Template]]
) -> None:
    templates = synthesised("prod")
    read = _stack_outputs(templates[stack])
    assert {other for other, _ in read} == READS[stack]
    for other, output in read:
        assert output in templates[other]["Outputs"]
    assert "Fn::ImportValue" not in str(templates[stack])
    assert not any("Export" in output for output in templates[stack]["Outputs"].values())


def test_data_and_workflows_run_locally_without_the_others(local: View) -> None:
    assert {other for other, _ in _stack_outputs(local.templates)} == {DATA_STACK}


def test_no_custom_resource(prod: View) -> None:
    kinds = {resource["Type"] for _, resource in prod.resources()}
    assert not any(kind.startswith(("Custom::", "AWS::CloudFormation::CustomResource")) for kind in kinds)


def _tags(tags: Any) -> dict[str, str]:
    if isinstance(tags, dict):  # AWS::SSM::Parameter
        return tags
    return {tag["Key"]: tag["Value"] for tag in tags or ()}


def _stack_outputs(node: Any) -> set[tuple[str, str]]:
    """Stack and output of every reference to another stack."""
    if isinstance(node, dict):
        if "Fn::GetStackOutput" in node:
            reference = node["Fn::GetStackOutput"]
            return {(reference["StackName"], reference["OutputName"])}
        return {name for value in node.values() for name in _stack_outputs(value)}
    if isinstance(node, list):
        return {name for value in node for name in _stack_outputs(value)}
    return set()
