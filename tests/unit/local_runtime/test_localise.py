"""Nothing of a template is dropped silently, and nothing that is kept points at what was dropped."""

import copy
from typing import Any

import pytest

from local.emulator.localise import NotLocal, Template, localise

GONE = {"Type": "AWS::WAFv2::WebACL", "Properties": {}}


def _template(**resources: dict[str, Any]) -> Template:
    return {"Resources": resources}


def test_a_template_that_needs_nothing_is_left_alone() -> None:
    template = _template(Topic={"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "x"}})

    assert localise(template) == (template, [])


def test_the_given_template_is_not_changed() -> None:
    template = _template(
        Acl=GONE, Table={"Type": "AWS::DynamoDB::Table", "Properties": {"SSESpecification": {}}}
    )
    before = copy.deepcopy(template)

    localise(template)

    assert template == before


def test_an_unknown_type_is_dropped_with_its_dependencies_and_said() -> None:
    topic = {"Type": "AWS::SNS::Topic", "DependsOn": ["Acl", "Role"], "Properties": {}}
    role = {"Type": "AWS::IAM::Role", "DependsOn": "Acl", "Properties": {}}

    local, notes = localise(_template(Acl=GONE, Topic=topic, Role=role))

    assert local["Resources"].keys() == {"Topic", "Role"}
    assert local["Resources"]["Topic"]["DependsOn"] == ["Role"]
    assert "DependsOn" not in local["Resources"]["Role"]
    assert notes == ["AWS::WAFv2::WebACL: dropped, the embedded AWS has no such type (Acl)"]


@pytest.mark.parametrize(
    "reference",
    [
        {"Ref": "Acl"},
        {"Fn::GetAtt": ["Acl", "Arn"]},
        {"Fn::GetAtt": "Acl.Arn"},
        {"Fn::Sub": "arn:${Acl.Arn}:x"},
        {"Fn::Sub": ["${a}", {"a": {"Ref": "Acl"}}]},
        {"Fn::Join": ["", ["x", {"Ref": "Acl"}]]},
    ],
)
def test_a_reference_to_something_dropped_is_an_error_that_names_both(reference: object) -> None:
    topic = {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": reference}}

    with pytest.raises(NotLocal, match=r"Topic refers to Acl"):
        localise(_template(Acl=GONE, Topic=topic))


def test_an_output_of_something_dropped_is_dropped_and_said() -> None:
    template = _template(Acl=GONE) | {
        "Outputs": {"AclArn": {"Value": {"Ref": "Acl"}}, "Kept": {"Value": "x"}}
    }

    local, notes = localise(template)

    assert local["Outputs"].keys() == {"Kept"}
    assert "Outputs: dropped with the resource it names (AclArn)" in notes


def test_a_property_without_effect_is_dropped_and_said() -> None:
    machine = {
        "Type": "AWS::StepFunctions::StateMachine",
        "Properties": {"LoggingConfiguration": {}, "RoleArn": "r"},
    }

    local, notes = localise(_template(Machine=machine))

    assert local["Resources"]["Machine"]["Properties"] == {"RoleArn": "r"}
    assert notes == [
        "AWS::StepFunctions::StateMachine.LoggingConfiguration: "
        "dropped, executions write no log events locally (Machine)"
    ]


def test_expiry_and_recovery_are_announced_for_later() -> None:
    properties: dict[str, Any] = {"TimeToLiveSpecification": {}, "PointInTimeRecoverySpecification": {}}

    _, notes = localise(_template(Table={"Type": "AWS::DynamoDB::Table", "Properties": properties}))

    assert len(notes) == 2
    assert all("after the deployment" in note for note in notes)


def test_the_same_reason_is_said_once_for_all_its_resources() -> None:
    queue = {"Type": "AWS::SQS::Queue", "Properties": {"SqsManagedSseEnabled": True}}

    _, notes = localise(_template(One=queue, Two=copy.deepcopy(queue)))

    assert notes == [
        "AWS::SQS::Queue.SqsManagedSseEnabled: dropped, messages are not encrypted locally (One, Two)"
    ]


def test_an_alarm_on_mathematics_is_dropped_and_a_plain_one_kept() -> None:
    plain = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"MetricName": "m"}}
    computed = {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [{"Expression": "a/b"}]}}

    local, notes = localise(_template(Plain=plain, Computed=computed))

    assert local["Resources"].keys() == {"Plain"}
    assert notes == [
        "AWS::CloudWatch::Alarm: dropped, an alarm on metric mathematics rolls the stack back (Computed)"
    ]


def test_lambda_code_comes_from_the_local_bucket_under_its_key() -> None:
    code = {"S3Bucket": {"Fn::Sub": "cdk-assets-${AWS::AccountId}"}, "S3Key": "asset.messenger.zip"}
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Code": code, "Runtime": "python3.13"}}

    local, notes = localise(_template(Fn=function))

    assert local["Resources"]["Fn"]["Properties"]["Code"] == {
        "S3Bucket": "flightpulse-assets",
        "S3Key": "asset.messenger.zip",
    }
    assert "instead of python3.13" in notes[0]


def test_the_bootstrap_check_is_dropped_and_other_parameters_kept() -> None:
    template = {
        "Parameters": {"BootstrapVersion": {"Type": "String"}, "Mine": {"Type": "String"}},
        "Rules": {"CheckBootstrapVersion": {}},
        "Resources": {},
    }

    local, notes = localise(template)

    assert local == {"Parameters": {"Mine": {"Type": "String"}}, "Resources": {}}
    assert len(notes) == 2
