"""How the stacks under two presets differ, value by value: the local snapshots must stand for production."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

ABSENT = "(absent)"
Differences = dict[str, tuple[Any, Any]]


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> Differences:
    """Path to both values, for each value that differs. State machine definitions are compared inside."""
    first, second = dict(_leaves("", one)), dict(_leaves("", other))
    return {
        path: (first.get(path, ABSENT), second.get(path, ABSENT))
        for path in sorted(first.keys() | second.keys())
        if first.get(path, ABSENT) != second.get(path, ABSENT)
    }


def _leaves(path: str, node: Any) -> Iterator[tuple[str, Any]]:
    if path.endswith("/DefinitionString") and isinstance(node, str):
        node = json.loads(node)
    if isinstance(node, dict) and node:
        if node.keys() == {"Key", "Value"}:  # a tag: its place in the list says nothing
            yield f"{path.rpartition('/')[0]}/{node['Key']}", node["Value"]
            return
        for key, value in node.items():
            yield from _leaves(f"{path}/{key}", value)
    elif isinstance(node, list) and node:
        for number, value in enumerate(node):
            yield from _leaves(f"{path}/{number}", value)
    else:
        yield path, node
