"""The sub-commands, in the order in which help lists them."""

from collections.abc import Sequence
from typing import Any, Protocol

from flightpulse.commands import cost, demo, dlq, doctor, down, params, scenario, smoke, token, up


class Command(Protocol):
    """A module with one sub-command; `add_to` sets `run`, which returns the exit status."""

    def add_to(self, sub_commands: Any) -> None:
        """Add the sub-command's parser."""


COMMANDS: Sequence[Command] = (demo, scenario, up, down, doctor, dlq, cost, params, smoke, token)
