"""Holds an event to the schema of its detail type in docs/events, with no field more."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

FOLDER = Path(__file__).parents[1] / "docs" / "events"


def misfits(detail_type: str, detail: Mapping[str, Any]) -> list[str]:
    """What is wrong with a detail: also a field that the catalogue does not know."""
    whole = json.loads(json.dumps(detail))
    return [f"{error.json_path}: {error.message}" for error in _validator(detail_type).iter_errors(whole)]


@cache
def _validator(detail_type: str) -> Draft202012Validator:
    schema = json.loads((FOLDER / f"bus.{detail_type}.json").read_text())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(_closed(schema))


def _closed(node: Any) -> Any:
    """The schema without room for more: readers ignore what they do not know, but nobody should write it."""
    if isinstance(node, list):
        return [_closed(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: _closed(value) for key, value in node.items()}
    is_object = made.get("type") == "object" and "properties" in made
    return made | ({"additionalProperties": False} if is_object else {})
