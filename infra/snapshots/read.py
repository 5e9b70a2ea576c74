"""Reads the kept snapshots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from infra.naming import DATA_STACK, WORKFLOWS_STACK
from infra.snapshots.normalise import Template

FOLDER = Path(__file__).resolve().parent
STACKS = (DATA_STACK, WORKFLOWS_STACK)


def snapshot_file(stack: str) -> Path:
    """Where the snapshot of a stack is kept."""
    return FOLDER / f"{stack}.json"


def read(stack: str) -> Template:
    """The snapshot of a stack."""
    template: Template = json.loads(snapshot_file(stack).read_text(encoding="utf-8"))
    return template


def machines(template: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The state machines of a template, their definitions parsed."""
    for name, resource in template["Resources"].items():
        if resource["Type"] == "AWS::StepFunctions::StateMachine":
            yield name, json.loads(resource["Properties"]["DefinitionString"])
