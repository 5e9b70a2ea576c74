"""Event patterns as far as our rules use them: lists of exact values, nested."""

from collections.abc import Mapping
from typing import Any


def matches(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    """Whether an event matches; a kind of filter that is not known here is an error, never a match."""
    for field, wanted in pattern.items():
        if field not in event:
            return False
        if isinstance(wanted, Mapping):
            if not matches(wanted, event[field]):
                return False
        else:
            assert all(isinstance(value, str) for value in wanted), f"filter not known here: {wanted}"
            if event[field] not in wanted:
                return False
    return True
