"""A module of this repository as a child process that says by a line of its log when it is ready."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from local.runtime.child import Child
from local.runtime.paths import REPOSITORY


def start_module(
    name: str, module: str, *arguments: str, log_file: Path, ready: str, limit_seconds: float
) -> Child:
    """Start `python -m module` in a clean environment and wait for `ready` in its log.

    Raises ChildFailed, with the end of the log, when it does not come up; nothing is left running then.
    """
    log_file.parent.mkdir(parents=True, exist_ok=True)
    command: Sequence[str] = [sys.executable, "-m", module, *arguments]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": str(REPOSITORY)}
    child = Child(name, command, env=environment, cwd=log_file.parent, log_file=log_file)
    try:
        child.wait_ready(lambda: ready in child.log(), limit_seconds)
    except BaseException:
        child.stop()
        raise
    return child
