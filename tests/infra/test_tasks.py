"""The tasks on Fargate: hardened, stopped gently, rolled back when bad, and told what they read."""

import json
import re
from typing import Any

import pytest

from infra.constructs.balancer import DEREGISTRATION_SECONDS, IDLE_SECONDS
from services.api import main as api_main
from services.api.edge import Edge
from services.api.settings import Settings as ApiSettings
from services.consumer.settings import Settings as ConsumerSettings
from services.consumer.shutdown import DRAIN_SECONDS, STOP_SECONDS
from services.consumer.topics.settings import Settings as TopicsSettings
from services.core.contracts import metrics
from tests.infra.template_view import View
from tests.unit.project.deployables import reached_files

TASKS = ("Consumer", "Api", "Topics")
SETTINGS: dict[str, Any] = {"Consumer": ConsumerSettings, "Api": ApiSettings, "Topics": TopicsSettings}


def container(view: View, task: str) -> dict[str, Any]:
    (found,) = view.properties("AWS::ECS::TaskDefinition", f"{task}Task")["ContainerDefinitions"]
    assert isinstance(found, dict)
    return found


def environment(view: View, task: str) -> dict[str, str]:
    """Names and values; a sample text stands for what only the deployment knows."""
    told = {item["Name"]: _sampled(item["Value"]) for item in container(view, task)["Environment"]}
    secrets = {item["Name"]: "s" * 64 for item in container(view, task).get("Secrets", ())}
    return told | secrets


def _sampled(value: Any) -> str:
    """Also inside a text that is joined of several parts."""
    if isinstance(value, dict) and "Fn::Join" in value:
        between, parts = value["Fn::Join"]
        return str(between).join(map(_sampled, parts))
    return value if isinstance(value, str) else "eu-central-1"


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_nobody_can_write_nowhere_and_has_no_rights_of_the_kernel(task: str, around: View) -> None:
    definition = around.properties("AWS::ECS::TaskDefinition", f"{task}Task")
    found = container(around, task)
    assert found["User"] == "10001:10001"
    assert found["ReadonlyRootFilesystem"] is True
    assert found["LinuxParameters"] == {"Capabilities": {"Drop": ["ALL"]}, "InitProcessEnabled": True}
    assert not found.get("Privileged")
    assert [point["ContainerPath"] for point in found["MountPoints"]] == ["/tmp"]  # noqa: S108
    assert definition["RuntimePlatform"]["CpuArchitecture"] == "ARM64"


@pytest.mark.parametrize("task", TASKS)
def test_a_log_that_is_slow_never_holds_a_task_up(task: str, around: View) -> None:
    options = container(around, task)["LogConfiguration"]["Options"]
    assert options["mode"] == "non-blocking"
    assert int(options["max-buffer-size"].removesuffix("b")) >= 1 << 20
    assert "TaskLogs" in options["awslogs-group"]["Ref"]


@pytest.mark.parametrize("task", TASKS)
def test_the_role_that_starts_a_task_is_not_the_role_that_it_acts_under(task: str, around: View) -> None:
    definition = around.properties("AWS::ECS::TaskDefinition", f"{task}Task")
    assert definition["ExecutionRoleArn"] != definition["TaskRoleArn"]


def test_a_service_rolls_back_by_itself_and_never_runs_with_less(around: View) -> None:
    for name in ("Consumer", "Api"):
        service = around.properties("AWS::ECS::Service", name)
        deployment = service["DeploymentConfiguration"]
        assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}
        assert deployment["MinimumHealthyPercent"] == 100
        assert service["EnableExecuteCommand"] is False
        assert service["DesiredCount"] >= 2
        network = service["NetworkConfiguration"]["AwsvpcConfiguration"]
        assert network["AssignPublicIp"] == "DISABLED"
        assert len(network["Subnets"]) >= 2


def test_a_deployment_moves_partitions_to_one_new_consumer_at_a_time(around: View) -> None:
    service = around.properties("AWS::ECS::Service", "Consumer")
    tasks, percent = service["DesiredCount"], service["DeploymentConfiguration"]["MaximumPercent"]
    assert tasks * percent // 100 == tasks + 1


def test_the_consumer_has_time_to_drain_before_it_is_killed(around: View) -> None:
    needed = 2 * STOP_SECONDS + DRAIN_SECONDS + STOP_SECONDS
    assert needed < container(around, "Consumer")["StopTimeout"] <= 120


def test_no_time_out_of_the_api_cuts_off_the_one_within(around: View) -> None:
    stop = container(around, "Api")["StopTimeout"]
    assert Edge().keep_alive_seconds > IDLE_SECONDS
    assert IDLE_SECONDS < DEREGISTRATION_SECONDS < stop <= 120
    assert stop > api_main._DRAIN_SECONDS
    attributes = {
        item["Key"]: item["Value"]
        for kind in ("LoadBalancer", "TargetGroup")
        for part in [around.properties(f"AWS::ElasticLoadBalancingV2::{kind}")]
        for item in part.get("LoadBalancerAttributes", part.get("TargetGroupAttributes", ()))
    }
    assert attributes["idle_timeout.timeout_seconds"] == str(IDLE_SECONDS)
    assert attributes["deregistration_delay.timeout_seconds"] == str(DEREGISTRATION_SECONDS)


def test_liveness_is_asked_inside_the_task_and_readiness_by_the_balancer(around: View) -> None:
    for name in ("Consumer", "Api"):
        assert container(around, name)["HealthCheck"]["Command"][:4] == [
            "CMD", "python", "-m", "services.core.alive",
        ]  # fmt: skip
    assert around.properties("AWS::ElasticLoadBalancingV2::TargetGroup")["HealthCheckPath"] == "/ready"


@pytest.mark.parametrize("task", TASKS)
def test_a_task_starts_with_what_it_is_told(task: str, around: View) -> None:
    SETTINGS[task].from_environment(environment(around, task))


@pytest.mark.parametrize("task", TASKS)
def test_a_task_is_told_nothing_that_it_does_not_read(task: str, around: View) -> None:
    service = "api" if task == "Api" else "consumer"
    code = "".join(file.read_text() for file in reached_files(f"services/{service}"))
    read = set(re.findall(r"\"(FLIGHTPULSE_\w+|AWS_REGION)\"", code))
    assert environment(around, task).keys() <= read


@pytest.mark.parametrize("task", TASKS)
def test_no_secret_is_in_plain_text(task: str, around: View) -> None:
    told = {item["Name"] for item in container(around, task)["Environment"]}
    assert not {name for name in told if re.search(r"SECRET$|PASSWORD|TOKEN(?!_URL)", name)}


def test_consumers_come_with_the_lag_and_never_outnumber_the_partitions(around: View) -> None:
    target = around.properties("AWS::ApplicationAutoScaling::ScalableTarget", "Consumer")
    partitions = int(environment(around, "Topics")["FLIGHTPULSE_TOPIC_PARTITIONS"])
    assert target["MinCapacity"] < target["MaxCapacity"] <= partitions
    records = around.properties("AWS::ApplicationAutoScaling::ScalingPolicy", "LagRecords")
    tracked = records["TargetTrackingScalingPolicyConfiguration"]
    assert tracked["CustomizedMetricSpecification"] | {"Statistic": "Average"} == {
        "Namespace": metrics.NAMESPACE,
        "MetricName": metrics.LAG_RECORDS.name,
        "Dimensions": [{"Name": "service", "Value": "consumer"}],
        "Statistic": str(metrics.LAG_RECORDS.statistic),
    }
    assert tracked["ScaleInCooldown"] > tracked["ScaleOutCooldown"]


def test_old_records_add_consumers_and_never_take_any(around: View) -> None:
    seconds = around.properties("AWS::ApplicationAutoScaling::ScalingPolicy", "LagSeconds")
    steps = seconds["StepScalingPolicyConfiguration"]["StepAdjustments"]
    assert [step["ScalingAdjustment"] for step in steps] == [1, 4]
    (alarm,) = (
        item["Properties"]
        for _, item in around.resources("AWS::CloudWatch::Alarm")
        if item["Properties"].get("MetricName") == metrics.LAG_SECONDS.name
    )
    assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
    assert "LagSeconds" in json.dumps(alarm["AlarmActions"])


def test_the_api_grows_with_requests_and_with_processor_time(around: View) -> None:
    metrics_seen = {
        item["Properties"]["TargetTrackingScalingPolicyConfiguration"]["PredefinedMetricSpecification"][
            "PredefinedMetricType"
        ]
        for name, item in around.resources("AWS::ApplicationAutoScaling::ScalingPolicy")
        if name.startswith("Api")
    }
    assert metrics_seen == {"ALBRequestCountPerTarget", "ECSServiceAverageCPUUtilization"}
