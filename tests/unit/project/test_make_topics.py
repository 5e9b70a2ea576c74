"""The task that makes the topics runs where the services run, and its end is not taken for granted."""

from typing import Any

import pytest

from tools.make_topics import STACK, run

OUTPUTS = {
    "ClusterName": "cluster",
    "TopicsTaskDefinitionArn": "topics:3",
    "TaskSubnets": "subnet-a,subnet-b",
    "TaskSecurityGroup": "sg-consumer",
}


class Aws:
    """CloudFormation and ECS of one deployment; the task ends with `code`, or never runs."""

    def __init__(self, code: int | None, started: bool = True) -> None:
        self.asked: dict[str, Any] = {}
        self.waited = False
        self._code = code
        self._started = started

    def client(self, name: str) -> "Aws":
        assert name in ("cloudformation", "ecs")
        return self

    def describe_stacks(self, StackName: str) -> dict[str, Any]:
        assert StackName == STACK
        outputs = [{"OutputKey": key, "OutputValue": value} for key, value in OUTPUTS.items()]
        return {"Stacks": [{"Outputs": outputs}]}

    def run_task(self, **asked: Any) -> dict[str, Any]:
        self.asked = asked
        return {"tasks": [{"taskArn": "task-1"}] if self._started else [], "failures": ["no capacity"]}

    def get_waiter(self, name: str) -> "Aws":
        assert name == "tasks_stopped"
        return self

    def wait(self, **where: Any) -> None:
        assert where["tasks"] == ["task-1"]
        self.waited = True

    def describe_tasks(self, **where: Any) -> dict[str, Any]:
        assert self.waited, "asked how it ended before it did"
        container = {} if self._code is None else {"exitCode": self._code}
        return {"tasks": [{"containers": [container], "stoppedReason": "no image"}]}


def test_it_runs_in_the_private_subnets_as_the_consumer() -> None:
    aws = Aws(0)
    assert run(aws) == 0
    network = aws.asked["networkConfiguration"]["awsvpcConfiguration"]
    assert network == {
        "subnets": ["subnet-a", "subnet-b"],
        "securityGroups": ["sg-consumer"],
        "assignPublicIp": "DISABLED",
    }
    assert aws.asked["taskDefinition"] == "topics:3"


@pytest.mark.parametrize(("aws", "said"), [(Aws(None), "no image"), (Aws(0, started=False), "no capacity")])
def test_a_task_that_never_ran_is_a_failure_with_its_reason(
    aws: Aws, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(aws) == 1
    assert said in capsys.readouterr().err


def test_the_tasks_own_failure_is_passed_on() -> None:
    assert run(Aws(2)) == 2
