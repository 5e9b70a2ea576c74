"""`flightpulse smoke` and `flightpulse params` against a deployment: the embedded one."""

import pytest

from flightpulse.cli import main
from flightpulse.deployment.smoke import NothingCame, Smoke
from services.core.clock import WallClock
from services.core.table import keys
from tests.contract.workflows.driver import Driver

pytestmark = pytest.mark.emulator


@pytest.fixture
def signed_in(pipeline: Driver, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """The command finds the embedded account as it would find a real one."""
    for name, value in pipeline.emulator.environment.items():
        monkeypatch.setenv(name, value)
    return pipeline


def test_a_made_up_passenger_is_told_and_nothing_is_left_behind(
    signed_in: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["smoke", "--environment", "local"]) == 0
    said = capsys.readouterr().out
    flight = said.split("told of ")[1].split(" ")[0]
    assert _rows(signed_in, keys.flight_pk(flight)) == []
    assert _rows(signed_in, keys.told_pk(flight)) == []
    notification = said.split("notification ")[1].split(")")[0]
    assert _rows(signed_in, keys.notification(notification).pk) == []
    assert notification in "".join(str(line) for line in signed_in.sink("SinkLogGroupEmail"))


def test_an_account_that_holds_another_environment_is_left_alone(
    signed_in: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["smoke", "--environment", "prod"]) == 2
    assert "this account holds environment 'local', not 'prod'" in capsys.readouterr().err


def test_no_message_in_time_says_where_to_look_and_removes_what_it_wrote(pipeline: Driver) -> None:
    elsewhere = pipeline.outputs | {"SinkLogGroupEmail": pipeline.outputs["SinkLogGroupSms"]}
    smoke = Smoke(pipeline.client, elsewhere, WallClock().now())
    with pytest.raises(NothingCame, match="the messenger's log"):
        smoke.run(2.0)
    assert _rows(pipeline, f"{keys.flight_pk(smoke.flight)}") == []


def test_a_parameter_is_put_encrypted_and_may_be_put_again(
    signed_in: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    for value in ("us.anthropic.claude-haiku-5-5", "off"):
        assert main(["params", "put", "model", value, "--stack", "Another"]) == 0
        found = signed_in.client("ssm").get_parameter(Name="/Another/model", WithDecryption=True)["Parameter"]
        assert (found["Type"], found["Value"]) == ("SecureString", value)
    assert "/Another/model is version 2, encrypted" in capsys.readouterr().out


def test_a_parameter_that_the_stack_holds_is_not_overwritten(
    signed_in: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["params", "put", "model", "off"]) == 2
    assert "deploy with `-c modelParameter=secure`" in capsys.readouterr().err


def _rows(driver: Driver, pk: str) -> list[object]:
    found: list[object] = driver.client("dynamodb").query(
        TableName=driver.outputs["TableName"],
        KeyConditionExpression="PK = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}},
        ConsistentRead=True,
    )["Items"]
    return found
