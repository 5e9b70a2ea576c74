"""`flightpulse down`: the stack in containers and everything that it kept, away."""

import argparse
from typing import Any

from flightpulse.errors import UsageProblem


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "down", help="take the stack in containers away, with everything that it kept"
    )
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace) -> int:
    from flightpulse.compose.engine import docker
    from flightpulse.compose.preflight import engine_problem

    problem = engine_problem()
    if problem is not None:
        raise UsageProblem(problem)
    every_profile = ("--profile", "demo", "--profile", "observability")
    ended = docker("compose", *every_profile, "down", "--volumes", "--remove-orphans")
    if ended.status:
        raise UsageProblem(f"docker compose down failed: {ended.err.strip()}")
    print("No container, network or volume of the stack is left.")
    return 0
