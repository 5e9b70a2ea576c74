"""Every alarm: watches what somebody emits, pages somebody, and leads to its entry in the runbook."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra.naming import OBSERVABILITY_STACK, WORKFLOWS_STACK
from services.core.contracts.metrics import CATALOGUE, NAMESPACE, SERVICE
from tests.infra.template_view import View, referenced
from tests.unit.project.repository import ROOT

RUNBOOK = "docs/runbook.md"
COMPOSITE = "passengers-not-told"
# Of what only the context brings.
BY_CONTEXT = {
    "authorizer-undecided",
    "authorizer-duration",
    "authorizer-throttles",
    "collector-tasks-missing",
}
# Alarms on what the services stack runs.
OF_SERVICES = {"consumer-tasks-missing", "api-tasks-missing", "api-5xx", "api-p99", "api-server-errors"}
# What each service of AWS emits, by namespace and metric, and the sets of dimensions it emits it under.
_STATES = frozenset({"StateMachineArn"})
_FUNCTION = frozenset({"FunctionName"})
_QUEUE = frozenset({"QueueName"})
_RULES = (frozenset({"EventBusName", "RuleName"}), frozenset({"RuleName"}))
_TABLE = (frozenset({"TableName"}), frozenset({"TableName", "GlobalSecondaryIndexName"}))
_TASKS = frozenset({"ClusterName", "ServiceName"})
_GATEWAY = frozenset({"ApiName", "Stage"})
_METHOD = _GATEWAY | {"Method", "Resource"}  # where detailed metrics are on, as they are for every route
EMITTED: dict[tuple[str, str], tuple[frozenset[str], ...]] = {
    **{
        ("AWS/DynamoDB", name): _TABLE
        for name in (
            "ReadThrottleEvents",
            "WriteThrottleEvents",
            "ConsumedReadCapacityUnits",
            "ConsumedWriteCapacityUnits",
        )
    },
    **{
        ("AWS/Lambda", name): (_FUNCTION,)
        for name in ("Errors", "Duration", "Throttles", "Invocations", "IteratorAge")
    },
    **{
        ("AWS/States", name): (_STATES,)
        for name in (
            "ExecutionsStarted",
            "ExecutionsFailed",
            "ExecutionsTimedOut",
            "ExecutionsAborted",
            "ExecutionThrottled",
        )
    },
    ("AWS/SQS", "ApproximateNumberOfMessagesVisible"): (_QUEUE,),
    ("AWS/SQS", "ApproximateAgeOfOldestMessage"): (_QUEUE,),
    ("AWS/Events", "FailedInvocations"): _RULES,
    ("AWS/Events", "InvocationsFailedToBeSentToDlq"): _RULES,
    ("AWS/ApiGateway", "5XXError"): (_GATEWAY,),
    ("AWS/ApiGateway", "Latency"): (_METHOD,),
    ("AWS/ApiGateway", "Count"): (_GATEWAY,),
    ("ECS/ContainerInsights", "DesiredTaskCount"): (_TASKS,),
    ("ECS/ContainerInsights", "RunningTaskCount"): (_TASKS,),
    ("ECS/ContainerInsights", "CpuUtilized"): (_TASKS,),
    ("ECS/ContainerInsights", "MemoryUtilized"): (_TASKS,),
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """A metric alarm of the template."""

    name: str
    properties: dict[str, Any]

    def metrics(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Namespace, name and dimensions of each metric that it watches."""
        if "Metrics" in self.properties:
            for query in self.properties["Metrics"]:
                if "MetricStat" in query:
                    yield _metric(query["MetricStat"]["Metric"])
        else:
            yield _metric(self.properties)


@pytest.fixture(scope="module")
def observed(everything: View) -> View:
    """The stack of alarms; those that scale tasks are of the services."""
    return View({OBSERVABILITY_STACK: everything.templates[OBSERVABILITY_STACK]})


@pytest.fixture(scope="module")
def alarms(observed: View) -> dict[str, Alarm]:
    """By the anchor in their description."""
    found = (item["Properties"] for _, item in observed.resources("AWS::CloudWatch::Alarm"))
    return {_anchor(one): Alarm(_anchor(one), one) for one in found}


def test_the_runbook_has_an_entry_for_each_alarm_and_no_other(alarms: dict[str, Alarm]) -> None:
    headings = re.findall(r"^### (\S+)$", (ROOT / RUNBOOK).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert set(headings) == {*alarms, *OF_SERVICES, *BY_CONTEXT, COMPOSITE, "budget"}


def test_each_link_leads_to_the_runbook(observed: View, alarms: dict[str, Alarm]) -> None:
    composite = observed.properties("AWS::CloudWatch::CompositeAlarm")
    for properties in (*(alarm.properties for alarm in alarms.values()), composite):
        url = properties["AlarmDescription"].rpartition("Runbook: ")[2].partition("#")[0]
        assert url.endswith(RUNBOOK)
        assert (ROOT / Path(RUNBOOK)).is_file()


def test_every_alarm_pages_when_it_goes_up_and_when_it_goes_down(observed: View) -> None:
    topics = dict(observed.resources("AWS::SNS::Topic"))
    for kind in ("AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"):
        for name, alarm in observed.resources(kind):
            for what in ("AlarmActions", "OKActions"):
                (action,) = alarm["Properties"][what]
                assert referenced(action) in topics, name


def test_every_alarm_watches_what_somebody_emits(everything: View, alarms: dict[str, Alarm]) -> None:
    filtered = {
        (json.dumps(one["MetricNamespace"]), one["MetricName"])
        for _, item in everything.resources("AWS::Logs::MetricFilter")
        for one in item["Properties"]["MetricTransformations"]
    }
    for alarm in alarms.values():
        for namespace, name, dimensions in alarm.metrics():
            assert _is_emitted(namespace, name, dimensions, filtered), f"{alarm.name}: {namespace} {name}"


def test_a_metric_that_nobody_emits_is_seen() -> None:
    assert not _is_emitted("AWS/Lambda", "Timeouts", {"FunctionName": "f"}, set())
    assert not _is_emitted("AWS/Lambda", "Errors", {"Function": "f"}, set())
    assert not _is_emitted(NAMESPACE, "LagSeconds", {SERVICE: "api"}, set())
    assert not _is_emitted(NAMESPACE, "LagSeconds", {}, set())
    assert _is_emitted(NAMESPACE, "LagSeconds", {SERVICE: "consumer"}, set())


def test_the_names_in_dimensions_are_those_of_resources_of_their_kind(
    everything: View, alarms: dict[str, Alarm]
) -> None:
    """A name comes from an output of another stack, or from a resource: never from a literal."""
    outputs = everything.outputs()
    kinds = {
        "TableName": "AWS::DynamoDB::Table",
        "FunctionName": "AWS::Lambda::Function",
        "StateMachineArn": "AWS::StepFunctions::StateMachine",
        "QueueName": "AWS::SQS::Queue",
        "EventBusName": "AWS::Events::EventBus",
    }
    seen = set()
    for alarm in alarms.values():
        for _, _, dimensions in alarm.metrics():
            for dimension, value in dimensions.items():
                if dimension in kinds:
                    resource = referenced(outputs[referenced(value)])
                    assert resource in dict(everything.resources(kinds[dimension])), alarm.name
                    seen.add(dimension)
    assert seen == kinds.keys()


@pytest.mark.parametrize(
    ("kind", "dimension"),
    [
        ("AWS::SQS::Queue", "QueueName"),
        ("AWS::Lambda::Function", "FunctionName"),
        ("AWS::StepFunctions::StateMachine", "StateMachineArn"),
        ("AWS::DynamoDB::Table", "TableName"),
    ],
)
def test_each_is_watched(kind: str, dimension: str, everything: View, alarms: dict[str, Alarm]) -> None:
    outputs = everything.outputs()
    watched = {
        referenced(outputs[referenced(dimensions[dimension])])
        for alarm in alarms.values()
        for _, _, dimensions in alarm.metrics()
        if dimension in dimensions
    }
    there = {
        name for name, _ in View({WORKFLOWS_STACK: everything.templates[WORKFLOWS_STACK]}).resources(kind)
    }
    assert there <= watched


def test_each_rule_is_watched(everything: View, alarms: dict[str, Alarm]) -> None:
    names = [
        dimensions["RuleName"]
        for name, alarm in alarms.items()
        if name.endswith("-failed-invocations")
        for _, _, dimensions in alarm.metrics()
    ]
    there = [
        rule["Properties"]["Name"]["Fn::Join"][1] for _, rule in everything.resources("AWS::Events::Rule")
    ]
    assert {stack["Ref"] for stack, _ in there} == {"AWS::StackName"}
    assert sorted(names) == sorted(f"{WORKFLOWS_STACK}{name}" for _, name in there)


def test_no_alarm_adds_up_more_metrics_than_cloudwatch_takes(alarms: dict[str, Alarm]) -> None:
    assert max(len(list(alarm.metrics())) for alarm in alarms.values()) <= 10


def test_a_time_out_is_counted_in_either_format_of_the_log(everything: View) -> None:
    patterns = [
        item["Properties"]["FilterPattern"] for _, item in everything.resources("AWS::Logs::MetricFilter")
    ]
    text = "2026-03-01T00:00:00.000Z 5f0c Task timed out after 120.00 seconds"
    report = {"time": "2026", "type": "platform.report", "record": {"requestId": "5f0c", "status": "timeout"}}
    for line in (text, json.dumps(report)):
        assert sum(_fits(pattern, line) for pattern in patterns) == 1
    for line in (
        "REPORT RequestId: 5f0c Duration: 1 ms",
        json.dumps(report | {"record": {"status": "success"}}),
    ):
        assert not any(_fits(pattern, line) for pattern in patterns)


def test_what_keeps_passengers_from_being_told_is_in_the_composite(everything: View) -> None:
    rule = json.dumps(everything.properties("AWS::CloudWatch::CompositeAlarm")["AlarmRule"])
    for part in ("ConsumerLagSeconds", "ConsumerSilent", "MessengerErrors", "RulesLost", "SweeperSilent"):
        assert f"Alarms{part}" in rule
    assert "AlarmsFallbackTemplates" not in rule, "a template is a message too"


def test_silence_is_trouble_only_where_somebody_must_speak(alarms: dict[str, Alarm]) -> None:
    loud = {name for name, one in alarms.items() if one.properties["TreatMissingData"] == "breaching"}
    assert loud == {"consumer-silent", "sweeper-silent"}


def test_the_dashboard_shows_only_what_the_catalogue_or_aws_has(everything: View) -> None:
    body = json.dumps(everything.properties("AWS::CloudWatch::Dashboard")["DashboardBody"])
    shown = set(re.findall(rf'\\"{NAMESPACE}\\\\?",\\\\?\\"(\w+)', body)) or set(
        re.findall(rf"{NAMESPACE}\W+(\w+)\W+service", body)
    )
    assert {"LagSeconds", "Told", "NoticeMisses", "TemplateShare"} <= shown
    assert shown <= {metric.name for metric in CATALOGUE}


def test_the_budget_pages_before_it_is_spent_and_alarms_may_publish(observed: View) -> None:
    budget = observed.properties("AWS::Budgets::Budget")
    told = [one["Notification"] for one in budget["NotificationsWithSubscribers"]]
    assert [(one["NotificationType"], one["Threshold"]) for one in told] == [
        ("ACTUAL", 80),
        ("FORECASTED", 100),
    ]
    statements = observed.properties("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    allowed = {one["Principal"]["Service"] for one in statements if one["Effect"] == "Allow"}
    assert allowed == {"cloudwatch.amazonaws.com", "budgets.amazonaws.com"}
    assert all("Condition" in one for one in statements)


def _metric(one: dict[str, Any]) -> tuple[str, str, dict[str, Any]]:
    namespace = one["Namespace"]
    text = namespace if isinstance(namespace, str) else json.dumps(namespace)
    return text, one["MetricName"], {pair["Name"]: pair["Value"] for pair in one.get("Dimensions", ())}


def _is_emitted(
    namespace: str, name: str, dimensions: dict[str, Any], filtered: set[tuple[str, str]]
) -> bool:
    if namespace == NAMESPACE:
        return any(
            metric.name == name
            and dimensions == {SERVICE: metric.service}
            and (SERVICE,) in metric.dimension_sets
            for metric in CATALOGUE
        )
    if (namespace, name) in filtered:
        return dimensions == {}
    return frozenset(dimensions) in EMITTED.get((namespace, name), ())


def _fits(pattern: str, line: str) -> bool:
    """Filter patterns as far as ours use them: one quoted term, or equalities of JSON fields."""
    if pattern.startswith('"'):
        return pattern.strip('"') in line
    try:
        value = json.loads(line)
    except ValueError:
        return False
    for path, wanted in re.findall(r'\$\.([\w.]+) = "([^"]+)"', pattern):
        here = value
        for part in path.split("."):
            here = here.get(part, {})
        if here != wanted:
            return False
    return True


def _anchor(properties: dict[str, Any]) -> str:
    return str(properties["AlarmDescription"].rpartition("#")[2])
