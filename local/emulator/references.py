"""References between the parts of a CloudFormation template."""

import re
from collections.abc import Iterator
from typing import Any

SUB_NAME = re.compile(r"\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}")


def references_to(part: object, names: frozenset[str]) -> set[str]:
    """Which of the named resources this part of a template refers to (Ref, Fn::GetAtt, Fn::Sub)."""
    return {name for name in _referred(part) if name in names}


def strip_dependencies(resource: dict[str, Any], names: frozenset[str]) -> None:
    """Remove the named resources from DependsOn."""
    before = resource.get("DependsOn")
    if before is None:
        return
    kept = [name for name in ([before] if isinstance(before, str) else before) if name not in names]
    if kept:
        resource["DependsOn"] = kept
    else:
        del resource["DependsOn"]


def _referred(part: object) -> Iterator[str]:
    match part:
        case {"Ref": str(name)}:
            yield name
        case {"Fn::GetAtt": [str(name), *_]}:
            yield name
        case {"Fn::GetAtt": str(path)}:
            yield path.split(".", 1)[0]
        case {"Fn::Sub": str(text)}:
            yield from SUB_NAME.findall(text)
        case {"Fn::Sub": [str(text), bindings]}:
            yield from SUB_NAME.findall(text)
            yield from _referred(bindings)
        case dict():
            for value in part.values():
                yield from _referred(value)
        case list():
            for value in part:
                yield from _referred(value)
