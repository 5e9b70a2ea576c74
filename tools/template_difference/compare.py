"""Compares two synthesised apps: resources that come, go or change, and the values in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.snapshots.differences import ABSENT, Differences, differences

ASSET = re.compile(r"\b[0-9a-f]{64}\b")
RIGHT = re.compile(r"/(PolicyDocument|AssumeRolePolicyDocument|Policies|ManagedPolicyArns)\b")
CODE = "(the hash of code)"


@dataclass(frozen=True, slots=True)
class Change:
    """One resource (or output, parameter) that differs. `values`: path inside it to both values."""

    stack: str
    name: str
    kind: str
    what: str  # added, removed, changed
    values: Differences

    @property
    def is_right(self) -> bool:
        """It may let somebody do something that nobody could do before, or lock somebody out."""
        return self.kind.startswith("AWS::IAM::") or any(RIGHT.search(path) for path in self.values)

    @property
    def is_only_code(self) -> bool:
        """Nothing but the hash of a zip or an image differs."""
        return self.what == "changed" and all(
            isinstance(value, str) and ASSET.search(value)
            for values in self.values.values()
            for value in values
        )


def compare(base: Mapping[str, Any], head: Mapping[str, Any]) -> list[Change]:
    """Every change, by stack and name. Templates by stack name."""
    return [
        change
        for stack in sorted(base.keys() | head.keys())
        for change in _in_stack(stack, base.get(stack, {}), head.get(stack, {}))
    ]


def _in_stack(stack: str, base: Mapping[str, Any], head: Mapping[str, Any]) -> list[Change]:
    before, after = _parts(base), _parts(head)
    return [
        Change(
            stack,
            name,
            str((after.get(name) or before[name]).get("Type", section)),
            _what(name in before, name in after),
            differences(before.get(name, {}), after.get(name, {})),
        )
        for section, name in sorted(_names(base) | _names(head))
        if before.get(name) != after.get(name)
    ]


def _names(template: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(section, name) for section in ("Resources", "Outputs") for name in template.get(section, {})}


def _parts(template: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Resources and outputs without the CDK's notes to itself."""
    return {
        name: {key: value for key, value in template[section][name].items() if key != "Metadata"}
        for section, name in _names(template)
    }


def _what(before: bool, after: bool) -> str:
    if before and after:
        return "changed"
    return "added" if after else "removed"


def shown(value: object) -> str:
    """A value in one line of a table, without what changes with every build."""
    text = ASSET.sub(CODE, str(value))
    return text if value == ABSENT or len(text) <= 160 else text[:157] + "..."
