"""What is tested locally stands for production: the exact differences, and no other."""

import json
import re
from typing import Any

import pytest

from infra.naming import DATA_STACK, WORKFLOWS_STACK
from infra.snapshots.differences import ABSENT, Differences, differences
from tests.infra.template_view import View

# Values that AWS makes up, or that follow from what is listed.
ANYTHING = object()

EXPECTED: tuple[tuple[str, tuple[Any, Any]], ...] = (
    # Whom it belongs to.
    (r".*/Tags/Environment", ("local", "prod")),
    # Data outlives its stack in production, and logs and archive are kept for longer.
    (r"/Resources/\w+/(DeletionPolicy|UpdateReplacePolicy)", ("Delete", "Retain")),
    (r"/Resources/Table\w+/Properties/DeletionProtectionEnabled", (False, True)),
    (r"/Resources/\w+Logs\w+/Properties/RetentionInDays", (1, 180)),
    (r"/Resources/Sinks\w+/Properties/RetentionInDays", (1, 180)),
    (r"/Resources/BusArchive\w+/Properties/RetentionDays", (1, 90)),
    # Waits that nobody should sit through in a demo.
    (r"/Resources/DelaySpine\w+/Properties/DefinitionString/States/Settle/Seconds", (1, 10)),
    (r"/Resources/GateChangeSpine\w+/Properties/DefinitionString/States/Settle/Seconds", (1, 30)),
    # A replay has a clock of its own and drives the sweeper itself.
    (r"/Resources/\w+Function\w+/Properties/Environment/Variables/FLIGHTPULSE_CLOCK", ("event", ABSENT)),
    (r"/Resources/\w+Function\w+/Properties/Environment/Variables/FLIGHTPULSE_LOCAL", ("1", ABSENT)),
    (r"/Resources/\w+Function\w+/Properties/Environment/Variables/FLIGHTPULSE_METRICS", (ABSENT, "emf")),
    (r"/Resources/SweeperEveryMinute\w+/Properties/State", ("DISABLED", "ENABLED")),
    # A table in AWS has a ceiling, so that a loop cannot spend without end; who is hot is worth its price.
    (r"/Resources/Table\w+/Properties/OnDemandThroughput/MaxReadRequestUnits", (ABSENT, 20_000)),
    (r"/Resources/Table\w+/Properties/OnDemandThroughput/MaxWriteRequestUnits", (ABSENT, 20_000)),
    (r"/Resources/Table\w+/.*/\d/OnDemandThroughput/MaxReadRequestUnits", (ABSENT, 20_000)),
    (r"/Resources/Table\w+/.*/\d/OnDemandThroughput/MaxWriteRequestUnits", (ABSENT, 20_000)),
    (r"/Resources/Table\w+/.*ContributorInsightsSpecification/Enabled", (ABSENT, True)),
    # There is no guardrail in the embedded AWS.
    (r"/Resources/MessengerGuardrail\w+/.*", (ABSENT, ANYTHING)),
    (r"/Resources/MessengerRoleDefaultPolicy\w+/.*/Statement/\d+/.*", (ABSENT, ANYTHING)),
    (r"/Resources/MessengerFunction\w+/.*/FLIGHTPULSE_GUARDRAIL/.*", (ABSENT, ANYTHING)),
    (r"/Resources/MessengerFunction\w+/.*/FLIGHTPULSE_MODEL_CALLS_PER_SECOND", (ABSENT, "0.0833")),
    (r"/Outputs/Environment/Value", ("local", "prod")),
    # The model's quota is shared in production; the embedded AWS bounds its own workers.
    (r"/Resources/MessengerFunction\w+/Properties/ReservedConcurrentExecutions", (ABSENT, 50)),
)


# What only a preset with a network has (its brokers, what the services read), by its path. Asserted in
# test_network.py and test_kafka.py.
NETWORK = re.compile(
    r"/Resources/(Kafka\w+|\w+RoleNetworkInterfaces\w+)/.*|/Resources/\w+/Properties/VpcConfig/.*"
    r"|/Outputs/PublishOutput\w+/.*"
)


@pytest.fixture(scope="module")
def found(local: View, prod: View) -> Differences:
    """Every difference of both stacks."""
    return {
        f"{stack}{path}": values
        for stack in (DATA_STACK, WORKFLOWS_STACK)
        for path, values in differences(
            local.templates[stack], _without_waiting_for_the_network(prod.templates[stack])
        ).items()
        if not (values[0] == ABSENT and NETWORK.fullmatch(path))
    }


def test_production_differs_from_local_in_nothing_else(found: Differences) -> None:
    unexpected = {path: values for path, values in found.items() if not _expected(path, values)}
    assert not unexpected


def test_every_expected_difference_is_there(found: Differences) -> None:
    for pattern, values in EXPECTED:
        assert any(_matches(pattern, values, path, seen) for path, seen in found.items()), pattern


def test_a_value_an_entry_and_a_definition_that_differ_are_found() -> None:
    one = {"a": {"DefinitionString": '{"Wait": 1}'}, "b": [1, 2], "c": {}}
    other = {"a": {"DefinitionString": '{"Wait": 2}'}, "b": [1], "c": {"d": None}}
    assert differences(one, other) == {
        "/a/DefinitionString/Wait": (1, 2),
        "/b/1": (2, ABSENT),
        "/c": ({}, ABSENT),
        "/c/d": (ABSENT, None),
    }


def _expected(path: str, values: tuple[Any, Any]) -> bool:
    return any(_matches(pattern, expected, path, values) for pattern, expected in EXPECTED)


def _matches(pattern: str, expected: tuple[Any, Any], path: str, values: tuple[Any, Any]) -> bool:
    fits = all(want in (ANYTHING, have) for want, have in zip(expected, values, strict=True))
    return fits and re.fullmatch(rf"\w+?{pattern}", path) is not None


def _without_waiting_for_the_network(template: dict[str, Any]) -> dict[str, Any]:
    """A function in the network waits for its role's right to enter it."""
    copied: dict[str, Any] = json.loads(json.dumps(template))
    for resource in copied["Resources"].values():
        if "DependsOn" in resource:
            resource["DependsOn"] = [
                name for name in resource["DependsOn"] if "NetworkInterfaces" not in name
            ]
    return copied
