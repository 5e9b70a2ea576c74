"""Questions to both templates at once."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Resource = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """Both stacks under one preset."""

    templates: Mapping[str, dict[str, Any]]

    def resources(self, kind: str | None = None) -> Iterator[tuple[str, Resource]]:
        """Logical id and resource, of one type or of all."""
        for template in self.templates.values():
            for name, resource in template["Resources"].items():
                if kind is None or resource["Type"] == kind:
                    yield name, resource

    def properties(self, kind: str, part: str = "") -> dict[str, Any]:
        """The properties of the only resource of a type whose logical id holds `part`."""
        found = [item["Properties"] for name, item in self.resources(kind) if part in name]
        assert len(found) == 1, f"{len(found)} resources of type {kind} hold {part!r} in their id"
        properties: dict[str, Any] = found[0]
        return properties

    def machines(self) -> dict[str, dict[str, Any]]:
        """Definitions by logical id."""
        return {
            name: json.loads(item["Properties"]["DefinitionString"])
            for name, item in self.resources("AWS::StepFunctions::StateMachine")
        }

    def spines(self) -> dict[str, dict[str, Any]]:
        """The three workflows."""
        return {name: machine for name, machine in self.machines().items() if "Spine" in name}

    def reporter(self) -> dict[str, Any]:
        """The machine that reports what the workflows could not."""
        (found,) = (machine for name, machine in self.machines().items() if "Reporter" in name)
        return found

    def outputs(self) -> dict[str, Any]:
        """Output values by name."""
        return {
            name: output["Value"]
            for template in self.templates.values()
            for name, output in template["Outputs"].items()
        }


def referenced(value: Any) -> str:
    """The logical id or stack output that an intrinsic function names."""
    if "Ref" in value:
        return str(value["Ref"])
    if "Fn::GetAtt" in value:
        return str(value["Fn::GetAtt"][0])
    if "Fn::GetStackOutput" in value:
        return str(value["Fn::GetStackOutput"]["OutputName"])
    raise AssertionError(f"{value} refers to nothing")
