"""What the one-shots of the stack are told by their environment; nothing else here reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flightpulse.stack.addresses import Addresses
from flightpulse.stack.errors import StackProblem

CLOCKS = ("event", "wall")


@dataclass(frozen=True, slots=True)
class StackSettings:
    """Where the parts of the stack are, and the folder for what only the deployment knows."""

    addresses: Addresses
    folder: Path
    clock: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "StackSettings":
        """Raises StackProblem with the name of what is missing or wrong."""
        clock = environment.get("FLIGHTPULSE_CLOCK") or "event"
        if clock not in CLOCKS:
            raise StackProblem(f"FLIGHTPULSE_CLOCK is {clock!r}; right is one of {', '.join(CLOCKS)}")
        addresses = Addresses(
            aws=_required(environment, "FLIGHTPULSE_STACK_AWS", "http://aws:4566"),
            kafka=_required(environment, "FLIGHTPULSE_STACK_KAFKA", "kafka:19092"),
            bedrock=_required(environment, "FLIGHTPULSE_STACK_BEDROCK", "http://bedrock:4581"),
            api=_required(environment, "FLIGHTPULSE_STACK_API", "http://api:8080"),
        )
        folder = _required(environment, "FLIGHTPULSE_STACK_FOLDER", "the folder /deployment")
        return cls(addresses, Path(folder), clock)


def _required(environment: Mapping[str, str], name: str, example: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise StackProblem(f"{name} is not set; right is, for example, {example}")
    return value
