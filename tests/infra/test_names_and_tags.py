"""No literal physical name, the four tags, the outputs that others read, references in one direction."""

from typing import Any

from infra.naming import DATA_STACK, WORKFLOWS_STACK
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
    "AWS::Events::Archive",
    "AWS::IAM::Policy",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Permission",
    "AWS::Logs::ResourcePolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueuePolicy",
)

OUTPUTS = {
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


def test_references_go_from_the_workflows_to_the_data_and_lock_nothing(prod: View) -> None:
    assert "Fn::GetStackOutput" in str(prod.templates[WORKFLOWS_STACK])
    assert "Fn::GetStackOutput" not in str(prod.templates[DATA_STACK])
    for template in prod.templates.values():
        assert "Fn::ImportValue" not in str(template)
        assert not any("Export" in output for output in template["Outputs"].values())


def test_every_output_that_the_workflows_read_exists(prod: View) -> None:
    outputs = prod.templates[DATA_STACK]["Outputs"]
    read = _stack_outputs(prod.templates[WORKFLOWS_STACK])
    assert read
    assert read <= outputs.keys()


def test_no_custom_resource(prod: View) -> None:
    kinds = {resource["Type"] for _, resource in prod.resources()}
    assert not any(kind.startswith(("Custom::", "AWS::CloudFormation::CustomResource")) for kind in kinds)


def _tags(tags: Any) -> dict[str, str]:
    if isinstance(tags, dict):  # AWS::SSM::Parameter
        return tags
    return {tag["Key"]: tag["Value"] for tag in tags or ()}


def _stack_outputs(node: Any) -> set[str]:
    if isinstance(node, dict):
        if "Fn::GetStackOutput" in node:
            return {node["Fn::GetStackOutput"]["OutputName"]}
        return {name for value in node.values() for name in _stack_outputs(value)}
    if isinstance(node, list):
        return {name for value in node for name in _stack_outputs(value)}
    return set()
