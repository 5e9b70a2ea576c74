"""`flightpulse up`: the stack in containers, after a look at whether this machine can run it."""

import argparse
import os
import subprocess
from typing import Any

from flightpulse.errors import UsageProblem

DESCRIPTION = """\
Starts the stack of docker-compose.yml in the background, after a look at the engine, its memory, the ports
and the volumes of earlier runs, and returns when the API answers. `flightpulse down` takes everything away.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "up",
        help="start the stack in containers (Docker Compose)",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace) -> int:
    from flightpulse.compose.preflight import PROJECT, ports_of, problems
    from flightpulse.demo.running_stack import RunningServices
    from local.runtime.paths import REPOSITORY

    try:
        ports = ports_of(os.environ)
    except ValueError as error:
        raise UsageProblem(str(error)) from error
    found = list(problems(PROJECT, ports))
    if found:
        raise UsageProblem("\n  ".join(found))
    started = subprocess.run(
        ["docker", "compose", "up", "--detach"],  # noqa: S607 - its place differs by system
        cwd=REPOSITORY,
        check=False,
    )
    if started.returncode:
        raise UsageProblem("the stack did not start; `docker compose logs` says why")
    services = RunningServices(f"http://127.0.0.1:{ports['FLIGHTPULSE_API_PORT']}")
    services.wait_ready()
    print(f"The API answers: {services.api_url} (docs/openapi.json has its paths).")
    print("`flightpulse down` takes everything away again.")
    return 0
