"""What stops a step of the stack, in one sentence that says what to do."""

import sys
from collections.abc import Callable

REFUSED_STATUS = 1


class StackProblem(Exception):
    """The stack cannot come up like this; the text says why, and what would be right."""


def one_shot(name: str, step: Callable[[], None]) -> int:
    """Run a step of the stack's start; its problem becomes one line and exit status 1."""
    try:
        step()
    except StackProblem as problem:
        sys.stderr.write(f"flightpulse {name}: {problem}\n")
        return REFUSED_STATUS
    return 0
