"""The container engine by its command line. Standard library only, as the doctor needs it."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.runtime.paths import REPOSITORY

ASK_LIMIT_SECONDS = 20
MEGABYTE = 1024 * 1024
OF_PROJECT = "label=com.docker.compose.project="


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command of docker came to."""

    status: int
    out: str
    err: str


def docker(
    *arguments: str, environment: Mapping[str, str] | None = None, limit: float | None = None
) -> Answer:
    """Run `docker ...` in the repository; status 127 without docker, 124 when it does not answer in time."""
    found = shutil.which("docker")
    if found is None:
        return Answer(127, "", "there is no docker on the PATH")
    try:
        ended = subprocess.run(
            [found, *arguments],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Answer(124, "", f"no answer within {limit:g} s")
    return Answer(ended.returncode, ended.stdout, ended.stderr)


def ask(*arguments: str) -> Answer:
    """A question that a healthy engine answers at once."""
    return docker(*arguments, limit=ASK_LIMIT_SECONDS)


def memory_megabytes() -> int | None:
    """The memory that the engine has for containers; None when it does not say."""
    answer = ask("info", "--format", "{{.MemTotal}}")
    text = answer.out.strip()
    return int(text) // MEGABYTE if answer.status == 0 and text.isdecimal() else None


def containers(project: str, *, running: bool = False) -> list[str]:
    """Ids of a project's containers."""
    which = [] if running else ["--all"]
    return _ids("ps", *which, "--filter", f"{OF_PROJECT}{project}")


def networks(project: str) -> list[str]:
    """Ids of a project's networks."""
    return _ids("network", "ls", "--filter", f"{OF_PROJECT}{project}")


def volumes(project: str) -> list[str]:
    """Names of a project's volumes."""
    return _ids("volume", "ls", "--filter", f"{OF_PROJECT}{project}")


def labels_of(volumes_named: Sequence[str]) -> dict[str, dict[str, str]]:
    """The labels of each volume."""
    if not volumes_named:
        return {}
    found: list[dict[str, Any]] = json.loads(ask("volume", "inspect", *volumes_named).out or "[]")
    return {each["Name"]: each.get("Labels") or {} for each in found}


def _ids(*arguments: str) -> list[str]:
    return ask(*arguments, "--quiet").out.split()
