"""docs/deploy.md leads from an empty account to the first message and back, as it stands."""

import json
import subprocess
from collections.abc import Callable, Mapping

import pytest

from infra.naming import DATA_STACK, WORKFLOWS_STACK
from tests.deployment.conftest import Account
from tests.deployment.page import blocks
from tests.unit.project.repository import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

PAGE = ROOT / "docs" / "deploy.md"
TOOLKIT = "CDKToolkit"
STACKS = {DATA_STACK, WORKFLOWS_STACK}
Check = Callable[[Account, str], None]


def test_the_page_leads_to_the_first_message_and_back(account: Account) -> None:
    run: set[str] = set()
    for block in blocks(PAGE.read_text(encoding="utf-8")):
        if block.runs:
            CHECKS[block.heading](account, _shell(block.text, account.environment))
            run.add(block.heading)
    assert run == set(CHECKS), "every step has its check, and every check its step"


def test_without_an_account_it_says_what_is_missing(account: Account) -> None:
    signed_out = {name: value for name, value in account.environment.items() if "KEY" not in name}
    for command, said in (
        ("make deploy", "there are no AWS credentials"),
        ("make diff ENV=nope", "ENV is one of local, dev, staging, prod"),
        ("make synth ENV=", "say which preset"),
        ("make synth ARGS='-c delaySetle=20'", "did you mean 'delaySettle'?"),
    ):
        done = subprocess.run(
            ["sh", "-c", command], cwd=ROOT, env=signed_out, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert said in done.stderr


def _shell(commands: str, environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        ["sh", "-eu", "-c", commands],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}"
    return done.stdout


def _costs(_: Account, said: str) -> None:
    assert "DynamoDB" in said


def _bootstrapped(account: Account, said: str) -> None:
    assert "bootstrapped" in said
    assert _stacks(account) == {TOOLKIT}
    assert len(account.aws.client("s3").list_buckets()["Buckets"]) == 1


def _deployed(account: Account, said: str) -> None:
    assert _stacks(account) == {TOOLKIT, *STACKS}
    assert "[+] AWS::DynamoDB::Table" in said, "the difference does not show what would come"
    (table,) = account.aws.client("dynamodb").list_tables()["TableNames"]
    assert f"{DATA_STACK}.TableName = {table}" in said, "the outputs are not shown"
    assert _settles(account) == 1


def _told(_: Account, said: str) -> None:
    assert "told of ZZ-" in said
    assert "everything removed" in said


def _updated(account: Account, said: str) -> None:
    difference, _, deployment = said.partition("Number of stacks with differences: 1")
    assert "AWS::StepFunctions::StateMachine Delay/" in difference
    assert deployment, "the difference has to be in one stack"
    assert _settles(account) == 20


def _rolled_back(account: Account, _: str) -> None:
    assert _settles(account) == 1


def _destroyed(account: Account, _: str) -> None:
    client = account.aws.client
    assert _stacks(account) == {TOOLKIT}
    left = [
        client("dynamodb").list_tables()["TableNames"],
        client("lambda").list_functions()["Functions"],
        client("stepfunctions").list_state_machines()["stateMachines"],
        client("sqs").list_queues().get("QueueUrls", []),
        client("sns").list_topics()["Topics"],
        client("logs").describe_log_groups()["logGroups"],
        client("secretsmanager").list_secrets()["SecretList"],
        client("events").list_rules()["Rules"],
        client("events").list_archives()["Archives"],
        [bus for bus in client("events").list_event_buses()["EventBuses"] if bus["Name"] != "default"],
        [each for each in client("iam").list_roles()["Roles"] if not each["RoleName"].startswith("cdk-")],
        [each for each in client("ssm").describe_parameters()["Parameters"] if "cdk-" not in each["Name"]],
    ]
    assert [each for each in left if each] == []


def _stacks(account: Account) -> set[str]:
    found = account.aws.client("cloudformation").describe_stacks()["Stacks"]
    return {stack["StackName"] for stack in found if stack["StackStatus"] != "DELETE_COMPLETE"}


def _settles(account: Account) -> int:
    """The seconds that the deployed delay workflow waits."""
    states = account.aws.client("stepfunctions")
    (arn,) = [
        machine["stateMachineArn"]
        for machine in states.list_state_machines()["stateMachines"]
        if "-DelaySpine" in machine["name"]
    ]
    definition = json.loads(states.describe_state_machine(stateMachineArn=arn)["definition"])
    return int(definition["States"]["Settle"]["Seconds"])


CHECKS: Mapping[str, Check] = {
    "Sign in": _costs,
    "Bootstrap, once per account and region": _bootstrapped,
    "Deploy": _deployed,
    "The first message": _told,
    "Update": _updated,
    "Roll back": _rolled_back,
    "Destroy": _destroyed,
}
