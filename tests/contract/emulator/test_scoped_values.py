"""What one account has is not listed for another."""

import json

import boto3

from local.emulator.emulator import Emulator
from tests.contract.emulator.test_speed_patches import machine
from tests.contract.emulator.waiting import run_machine


def test_executions_of_another_account_and_region_are_not_listed(emulator: Emulator) -> None:
    arn = machine(emulator)
    ended = run_machine(emulator, arn, json.dumps({"n": 1}))

    def listed(account: str, region: str) -> list[str]:
        client = boto3.client(
            "stepfunctions",
            endpoint_url=emulator.endpoint,
            region_name=region,
            aws_access_key_id=account,
            aws_secret_access_key="x",
        )
        return [each["executionArn"] for each in client.list_executions(stateMachineArn=arn)["executions"]]

    assert listed("local", "us-east-1") == [ended["executionArn"]]
    assert (listed("111111111111", "us-east-1"), listed("local", "eu-west-1")) == ([], [])
