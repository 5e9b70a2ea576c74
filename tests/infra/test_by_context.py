"""What only the context brings: the collector, our own key, and the alarms of what comes with them."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.check import lint
from infra.constructs.collector import PIPELINE, PUBLIC_IMAGE
from infra.naming import NETWORK_STACK
from services.core.tracing.settings import TracingSettings
from tests.infra.template_view import View, referenced
from tests.infra.test_alarms import BY_CONTEXT
from tests.infra.test_tasks import container, environment


def test_the_templates_are_clean(by_context: View, tmp_path: Path) -> None:
    files = []
    for stack, template in by_context.templates.items():
        files.append(tmp_path / f"{stack}.json")
        files[-1].write_text(json.dumps(template), encoding="utf-8")
    assert lint(files) == ""


def test_each_alarm_that_comes_with_it_is_in_the_runbook(by_context: View, everything: View) -> None:
    assert _alarms(by_context) - _alarms(everything) == BY_CONTEXT
    assert _alarms(everything) <= _alarms(by_context)


def test_nothing_is_traced_unless_the_context_says_so(everything: View) -> None:
    assert "OTEL_" not in json.dumps(everything.templates)


def test_tasks_and_functions_send_to_the_collector_by_its_name(by_context: View) -> None:
    name = by_context.properties("AWS::ServiceDiscovery::Service")["Name"]
    space = by_context.properties("AWS::ServiceDiscovery::PrivateDnsNamespace")["Name"]
    (port,) = container(by_context, "Collector")["PortMappings"]
    told = {
        **{task: environment(by_context, task) for task in ("Consumer", "Api")},
        **{
            name: item["Properties"]["Environment"]["Variables"]
            for name, item in by_context.resources("AWS::Lambda::Function")
            if item["Properties"]["Handler"].startswith("services.") and "Authorizer" not in name
        },
    }
    assert len(told) >= 6
    for who, variables in told.items():
        read = TracingSettings.from_environment(variables, "x")
        assert read is not None, who
        assert read.url == f"http://{name}.{space}:{port['ContainerPort']}/v1/traces"
        assert (read.sampler, read.ratio) == ("parentbased_traceidratio", 0.1)


def test_the_collector_is_reached_by_those_who_send_and_by_nobody_else(by_context: View) -> None:
    into = {
        _group(rule["Properties"]["SourceSecurityGroupId"])
        for _, rule in by_context.resources("AWS::EC2::SecurityGroupIngress")
        if rule["Properties"]["FromPort"] == 4318
    }
    assert into == {"Api", "Consumer", "Functions"}
    out = {
        (_group(rule["Properties"]["DestinationSecurityGroupId"]), rule["Properties"]["FromPort"])
        for _, rule in by_context.resources("AWS::EC2::SecurityGroupEgress")
        if _group(rule["Properties"]["GroupId"]) == "Collector"
    }
    assert out == {("Endpoints", 443)}
    network = View({NETWORK_STACK: by_context.templates[NETWORK_STACK]})
    assert "xray" in json.dumps([item for _, item in network.resources("AWS::EC2::VPCEndpoint")])


def test_the_collector_is_as_closed_as_our_own_tasks(by_context: View) -> None:
    found = container(by_context, "Collector")
    assert found["Image"] == PUBLIC_IMAGE
    assert PUBLIC_IMAGE.rpartition(":v")[2].count(".") == 2
    assert found["User"] == "10001:10001"
    assert found["ReadonlyRootFilesystem"] is True
    assert found["LinuxParameters"]["Capabilities"] == {"Drop": ["ALL"]}
    assert found["HealthCheck"]["Command"] == ["CMD", "/healthcheck"]
    assert "TaskLogs" in found["LogConfiguration"]["Options"]["awslogs-group"]["Ref"]


def test_the_collectors_configuration_leads_from_the_port_to_xray(by_context: View) -> None:
    told = json.loads(environment(by_context, "Collector")["AOT_CONFIG_CONTENT"])
    assert told == PIPELINE
    for pipeline in told["service"]["pipelines"].values():
        for kind, names in pipeline.items():
            assert set(names) <= told[kind].keys()
    assert set(told["service"]["extensions"]) == told["extensions"].keys()
    assert told["receivers"]["otlp"]["protocols"] == {"http": {"endpoint": "0.0.0.0:4318"}}


def test_the_collector_may_hand_traces_on_and_nothing_else(by_context: View) -> None:
    granted = {
        name: [statement["Action"] for statement in policy["Properties"]["PolicyDocument"]["Statement"]]
        for name, policy in by_context.resources("AWS::IAM::Policy")
        if name.startswith("CollectorTask")
    }
    acting, starting = sorted(granted.items(), reverse=True)
    assert acting[1] == ["xray:PutTraceSegments"]
    assert starting[1] == [["logs:CreateLogStream", "logs:PutLogEvents"]]


def test_our_key_is_on_every_log_but_the_networks_and_on_the_bus(by_context: View) -> None:
    for stack, template in by_context.templates.items():
        for name, group in View({stack: template}).resources("AWS::Logs::LogGroup"):
            if stack == NETWORK_STACK:
                assert name.startswith("FlowLog"), "it is deployed before there is a key"
            else:
                assert "KmsKeyId" in group["Properties"], name
    for kind in ("AWS::Events::EventBus", "AWS::Events::Archive"):
        assert "KmsKeyIdentifier" in by_context.properties(kind), kind


@pytest.mark.parametrize("who", ["logs.", "events.amazonaws.com"])
def test_the_key_lets_itself_be_used_for_them_by_this_account_only(who: str, by_context: View) -> None:
    statements = by_context.properties("AWS::KMS::Key")["KeyPolicy"]["Statement"]
    (found,) = (one for one in statements if who in json.dumps(one["Principal"]))
    assert {"kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"} <= set(found["Action"])
    assert "AWS::AccountId" in json.dumps(found["Condition"])


def _alarms(view: View) -> set[str]:
    return {
        item["Properties"]["AlarmDescription"].rpartition("#")[2]
        for _, item in view.resources("AWS::CloudWatch::Alarm")
        if "Runbook" in str(item["Properties"].get("AlarmDescription"))
    }


def _group(reference: dict[str, Any]) -> str:
    """GroupsApiCDDD263E becomes Api."""
    return referenced(reference).removeprefix("Groups")[:-8]
