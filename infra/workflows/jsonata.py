"""Small JSONata expressions that several states share."""

from __future__ import annotations

from typing import Any

from services.core.table.keys import DUE_SHARDS

State = dict[str, Any]


def expr(text: str) -> str:
    """A JSONata expression as Amazon States Language wants it."""
    return "{% " + text.strip() + " %}"


def string(text: str) -> dict[str, str]:
    """A DynamoDB string computed by an expression."""
    return {"S": expr(text)}


def after(seconds: str | int) -> str:
    """The wall clock in so many seconds, RFC 3339 with milliseconds, as `sortable_instant` writes it."""
    return f"$fromMillis($millis() + 1000 * ({seconds}))"


NOW = after(0)


# The partition of the due index for `$eventId`. The sweeper reads every shard, so any even spread will do: an
# event id is a uuid5, its first hexadecimal digit is evenly spread, and JSONata has no crc32.
_FIRST_DIGIT = "$length($substringBefore('0123456789abcdef', $substring($eventId, 0, 1)))"
DUE_PARTITION = f"'DUE#' & $string({_FIRST_DIGIT} % {DUE_SHARDS})"


def or_null(path: str) -> str:
    """The value at a path, or null: an undefined result ends a state with an error."""
    return f"$exists({path}) ? {path} : null"
