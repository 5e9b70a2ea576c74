"""Event patterns as far as our rules use them: exact values, `exists` and `anything-but`, nested."""

from collections.abc import Mapping
from typing import Any


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether an event matches; a kind of filter that is not known here is an error, never a match."""
    for field, wanted in pattern.items():
        if isinstance(wanted, Mapping):
            if not matches(wanted, event.get(field, {})):
                return False
        elif not any(_one(each, field, event) for each in wanted):
            return False
    return True


def _one(wanted: Any, field: str, event: Mapping[str, Any]) -> bool:
    if isinstance(wanted, str):
        return bool(event.get(field) == wanted)
    ((kind, value),) = wanted.items()
    if kind == "exists":
        return (field in event) is value
    assert kind == "anything-but", f"filter not known here: {wanted}"
    # As on AWS: a field that is not there is not anything but something.
    return field in event and event[field] not in value
