"""Roles of machines and rules, which the embedded AWS does not check: what they name is what they may."""

import json
import re
from typing import Any

import pytest

from infra.asl import every_state
from tests.infra.template_view import View, referenced

# The right behind each integration that a Task of ours uses.
RIGHT_OF = {
    "arn:aws:states:::dynamodb:getItem": "dynamodb:GetItem",
    "arn:aws:states:::dynamodb:updateItem": "dynamodb:UpdateItem",
    "arn:aws:states:::aws-sdk:dynamodb:query": "dynamodb:Query",
    "arn:aws:states:::lambda:invoke": "lambda:InvokeFunction",
    "arn:aws:states:::events:putEvents": "events:PutEvents",
}
DELIVERY_OF_LOGS = re.compile(r"logs:(\w*LogDeliver\w*|Describe\w+|PutResourcePolicy)")


def test_a_machine_may_do_what_its_tasks_name_and_nothing_else(prod: View) -> None:
    for name, definition in prod.machines().items():
        named = {
            RIGHT_OF[state["Resource"]] for _, state in every_state(definition) if state["Type"] == "Task"
        }
        role = referenced(
            dict(prod.resources("AWS::StepFunctions::StateMachine"))[name]["Properties"]["RoleArn"]
        )
        granted = {action for one in _statements(prod, role) for action in _list(one["Action"])}
        assert {one for one in granted if not DELIVERY_OF_LOGS.fullmatch(one)} == named, name


def test_a_machine_invokes_the_functions_that_its_definition_names_and_no_other(prod: View) -> None:
    for name, machine in prod.resources("AWS::StepFunctions::StateMachine"):
        substitutions = machine["Properties"]["DefinitionSubstitutions"]
        named = {
            json.dumps(value) for key, value in substitutions.items() if key in ("MessengerArn", "MarkerArn")
        }
        role = referenced(machine["Properties"]["RoleArn"])
        granted = {
            json.dumps(resource)
            for one in _statements(prod, role)
            if one["Action"] == "lambda:InvokeFunction"
            for resource in _list(one["Resource"])
        }
        assert granted == named, name


@pytest.mark.parametrize("part", ["RoutesStarter", "UnreportedFailuresStarter"])
def test_the_role_of_rules_starts_the_machines_that_its_rules_target(part: str, prod: View) -> None:
    (role,) = (name for name, _ in prod.resources("AWS::IAM::Role") if name.startswith(part))
    targeted = {
        json.dumps(target["Arn"])
        for _, rule in prod.resources("AWS::Events::Rule")
        for target in rule["Properties"]["Targets"]
        if "RoleArn" in target and referenced(target["RoleArn"]) == role
    }
    (statement,) = _statements(prod, role)
    assert statement["Action"] == "states:StartExecution"
    assert targeted == {json.dumps(resource) for resource in _list(statement["Resource"])}


def _statements(view: View, role: str) -> list[dict[str, Any]]:
    return [
        statement
        for _, item in view.resources("AWS::IAM::Policy")
        if {"Ref": role} in item["Properties"]["Roles"]
        for statement in item["Properties"]["PolicyDocument"]["Statement"]
    ]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
