"""What earlier runs left behind: processes, which should never be, and folders with logs."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from flightpulse.demo.processes import PROC, Process, running_processes
from flightpulse.doctor.finding import Finding, ok, warn

OURS = ("flightpulse.demo.supervised", "local.emulator.serve", "local.broker", "local.bedrock")
FOLDERS = "flightpulse-demo-*"
NOBODY = (0, 1)
"""An orphan's parent."""

NAMED = 3


def processes() -> Finding:
    """A run that ended takes its processes with it; one that is under way shares the machine."""
    alive = [process for process in running_processes() if not process.ended]
    return judge(alive, {process.pid: _command(process.pid) for process in alive})


def judge(alive: Sequence[Process], commands: Mapping[int, str]) -> Finding:
    """Orphans are left over; those with a parent belong to a run."""
    ours = [process for process in alive if _is_ours(commands.get(process.pid, ""))]
    orphans = [process.pid for process in ours if process.parent in NOBODY]
    if orphans:
        numbers = " ".join(map(str, sorted(orphans)))
        return warn("earlier runs", f"{len(orphans)} processes are left over", f"end them: kill {numbers}")
    if ours:
        return warn(
            "earlier runs", f"a run is under way ({len(ours)} processes)", "it shares memory and processors"
        )
    return ok("earlier runs", "no process is left")


def folders(place: Path | None = None) -> Finding:
    """Folders that were kept since something had gone wrong."""
    kept = sorted(
        folder for folder in (place or Path(tempfile.gettempdir())).glob(FOLDERS) if _is_mine(folder)
    )
    if not kept:
        return ok("kept logs", "none")
    names = ", ".join(str(folder) for folder in kept[:NAMED]) + (", ..." if len(kept) > NAMED else "")
    return warn(
        "kept logs", f"{len(kept)} folders of runs under way or gone wrong", f"read, then remove {names}"
    )


def _is_ours(command: str) -> bool:
    words = command.split()
    return any(module in words for module in OURS)


def _is_mine(folder: Path) -> bool:
    try:
        return folder.stat().st_uid == os.getuid()
    except OSError:
        return False  # removed this moment


def _command(pid: int) -> str:
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return "" if PROC.exists() else _command_by_ps(pid)


def _command_by_ps(pid: int) -> str:
    asked = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)],  # noqa: S607 - its place differs by system
        capture_output=True,
        text=True,
        check=False,
    )
    return asked.stdout
