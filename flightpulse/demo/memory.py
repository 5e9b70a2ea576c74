"""How much memory the whole demo takes: itself and the process groups that it started."""

import os
import re
import subprocess
from collections.abc import Collection, Iterable
from pathlib import Path

PROC = Path("/proc")


def megabytes(groups: Iterable[int]) -> int:
    """Memory of these process groups and of this process.

    On Linux the proportional share (PSS): a page that four workers share counts once. Elsewhere resident
    memory, which counts it four times.
    """
    wanted = frozenset(groups)
    kilobytes = 0
    for pid, resident in _processes(wanted):
        share = _proportional(pid)
        kilobytes += resident if share is None else share
    return kilobytes // 1024


def _processes(groups: Collection[int]) -> Iterable[tuple[int, int]]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,pgid=,rss="],  # noqa: S607 - its place differs from system to system
        capture_output=True,
        text=True,
        check=False,
    )
    for line in listing.stdout.splitlines():
        pid, group, resident = (int(field) for field in line.split())
        if group in groups or pid == os.getpid():
            yield pid, resident


def _proportional(pid: int) -> int | None:
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return None  # not Linux, or the process has just ended
    match = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    return None if match is None else int(match[1])
