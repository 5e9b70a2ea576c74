"""The suite in containers runs the services as their task definitions do, no less restricted."""

from collections.abc import Callable

import pytest

from infra.naming import SERVICES_STACK
from infra.snapshots.normalise import Template
from tests.integration.containers import fargate

PRESETS = ("dev", "staging", "prod")


@pytest.mark.parametrize("preset", PRESETS)
def test_tasks_run_in_containers_as_they_are_defined(
    preset: str, synthesised: Callable[[str], dict[str, Template]]
) -> None:
    resources = synthesised(preset)[SERVICES_STACK]["Resources"].values()
    definitions = [one["Properties"] for one in resources if one["Type"] == "AWS::ECS::TaskDefinition"]
    assert definitions
    for definition in definitions:
        assert int(definition["Memory"]) >= fargate.MEMORY_MB
        for container in definition["ContainerDefinitions"]:
            assert container["User"] == fargate.USER
            assert container["StopTimeout"] == fargate.STOP_SECONDS
            assert container["ReadonlyRootFilesystem"] is True
            assert container["LinuxParameters"] == {
                "Capabilities": {"Drop": ["ALL"]},
                "InitProcessEnabled": True,
            }
