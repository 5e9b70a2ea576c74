"""What a deployment leaves behind, and what it says."""

import json
from pathlib import Path

import pytest

from local.emulator.deploy import AssetMissing, Stack, deploy
from local.emulator.emulator import Emulator
from local.emulator.stacks import DeployFailed
from tests.contract.emulator import template
from tests.contract.emulator.conftest import Deployed


def test_the_table_has_its_indexes_stream_expiry_and_recovery(emulator: Emulator, deployed: Deployed) -> None:
    dynamodb = emulator.client("dynamodb")
    name = deployed.outputs["Table"]

    table = dynamodb.describe_table(TableName=name)["Table"]
    expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]

    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == {"GSI1", "GSI2"}
    assert table["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "expiresAt")
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


def test_secret_and_parameter_can_be_read(emulator: Emulator, deployed: Deployed) -> None:
    secret = emulator.client("secretsmanager").get_secret_value(SecretId=deployed.outputs["Secret"])
    parameter = emulator.client("ssm").get_parameter(Name=deployed.outputs["Parameter"])

    assert len(secret["SecretString"]) == 48
    assert parameter["Parameter"]["Value"] == "stand-in.good"


def test_what_was_dropped_is_said(deployed: Deployed) -> None:
    said = "\n".join(deployed.notes)

    assert (
        "AWS::CertificateManager::Certificate: dropped, the embedded AWS has no such type (Certificate)"
        in said
    )
    assert "Outputs: dropped with the resource it names (Certificate)" in said
    assert "AWS::DynamoDB::Table.SSESpecification: dropped, tables are not encrypted locally (Table)" in said
    assert "Certificate" not in deployed.outputs


def test_a_second_deployment_keeps_the_data(emulator: Emulator, deployed: Deployed, probe_zip: Path) -> None:
    item = {"PK": {"S": "kept"}, "SK": {"S": "kept"}}
    emulator.client("dynamodb").put_item(TableName=deployed.outputs["Table"], Item=item)

    again = deploy(
        emulator.endpoint,
        [Stack("Probe", template.build())],
        {"asset.probe.zip": probe_zip},
        lambda _: None,
    )

    assert again == deployed.outputs
    answer = emulator.client("dynamodb").get_item(TableName=deployed.outputs["Table"], Key=item)
    assert answer["Item"] == item


def test_one_stack_imports_what_another_exports(emulator: Emulator, deployed: Deployed) -> None:
    value = {"Fn::ImportValue": "contract:Table"}
    importer = {
        "Resources": {"P": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": value}}},
        "Outputs": {"Imported": {"Value": {"Fn::GetAtt": ["P", "Value"]}}},
    }

    outputs = deploy(emulator.endpoint, [Stack("Importer", importer)], {}, lambda _: None)

    assert outputs == {"Imported": deployed.outputs["Table"]}


def test_a_template_larger_than_a_request_may_carry_is_deployed(emulator: Emulator) -> None:
    parameters = {
        f"P{number}": {"Type": "AWS::SSM::Parameter", "Properties": {"Type": "String", "Value": "x" * 4000}}
        for number in range(15)
    }
    assert len(json.dumps(parameters)) > 51_200

    outputs = deploy(emulator.endpoint, [Stack("Large", {"Resources": parameters})], {}, lambda _: None)

    assert outputs == {}


def test_a_stack_that_fails_says_which_resource_and_why(emulator: Emulator) -> None:
    policy = {"PolicyName": "p", "PolicyDocument": {"Version": "2012-10-17", "Statement": []}}
    broken = {"Resources": {"Empty": {"Type": "AWS::IAM::Policy", "Properties": policy}}}

    with pytest.raises(DeployFailed, match=r"(?s)stack Broken.*Empty \(AWS::IAM::Policy\): .*Statement"):
        deploy(emulator.endpoint, [Stack("Broken", broken)], {}, lambda _: None)


def test_a_missing_zip_is_named_before_anything_is_created(emulator: Emulator) -> None:
    function = {"Type": "AWS::Lambda::Function", "Properties": {"Code": {"S3Bucket": "b", "S3Key": "a.zip"}}}

    with pytest.raises(AssetMissing, match=r"Fn needs the zip a\.zip; given: none"):
        deploy(emulator.endpoint, [Stack("Zipless", {"Resources": {"Fn": function}})], {}, lambda _: None)
