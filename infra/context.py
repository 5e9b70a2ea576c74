"""Reading one CDK context value: each reader says what is wrong and what would be right."""

from __future__ import annotations

import re
from collections.abc import Callable

Reader = Callable[[object], object]


class ContextError(ValueError):
    """A context value is missing or wrong; the text names it and what would be right."""


def whole(low: int, high: int) -> Reader:
    """A whole number from `low` to `high`; the command line hands it in as text."""

    def read(value: object) -> int:
        number = int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else value
        if isinstance(number, bool) or not isinstance(number, int) or not low <= number <= high:
            raise ContextError(f"it must be a whole number from {low} to {high}")
        return number

    return read


def whole_or_none(low: int, high: int) -> Reader:
    """As `whole`; "none" stands for no limit."""
    number = whole(low, high)

    def read(value: object) -> object:
        if value is None or value == "none":
            return None
        try:
            return number(value)
        except ContextError as error:
            raise ContextError(f'{error}, or "none"') from error

    return read


def or_none(reader: Reader) -> Reader:
    """As `reader`; nothing at all is right too."""

    def read(value: object) -> object:
        return None if value is None or value == "none" else reader(value)

    return read


def switch(value: object) -> bool:
    """On or off; the command line hands it in as text."""
    try:
        return {"on": True, "off": False, "True": True, "False": False}[str(value)]
    except KeyError as error:
        raise ContextError("it must be on or off") from error


def one_of(*choices: object) -> Reader:
    """One of a few values, compared as text."""
    by_text = {str(choice): choice for choice in choices}

    def read(value: object) -> object:
        if str(value) not in by_text or isinstance(value, bool):
            raise ContextError(f"it must be one of {', '.join(by_text)}")
        return by_text[str(value)]

    return read


def text(pattern: str, meaning: str) -> Reader:
    """A string that matches `pattern` as a whole."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ContextError(f"it must be {meaning}")
        return value

    return read


def regions(value: object) -> tuple[str, ...]:
    """AWS regions, separated by commas."""
    names = tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else ()
    if not names or not all(re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d", name) for name in names):
        raise ContextError("it must be AWS regions separated by commas, such as us-east-1,us-west-2")
    return names
