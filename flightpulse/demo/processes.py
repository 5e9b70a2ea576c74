"""The processes of this machine: from /proc where there is one, from `ps` elsewhere."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Process:
    """One process; `resident` has its kilobytes where the listing tells them."""

    pid: int
    parent: int
    group: int
    ended: bool
    resident: int | None = None

    @property
    def kilobytes(self) -> int:
        """Its memory: on Linux the proportional share, read when asked for; elsewhere what is resident."""
        return _share(PROC / str(self.pid)) if self.resident is None else self.resident


def running_processes() -> list[Process]:
    """Every process that can be seen. A slim image has no `ps`, and macOS has no /proc."""
    return list(_from_proc() if (PROC / "self" / "stat").exists() else _from_ps())


def _from_proc() -> Iterator[Process]:
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue  # it has just ended
            # The name in the second field may hold anything, brackets and blanks too.
            state, parent, group = stat.rpartition(")")[2].split()[:3]
            yield Process(int(folder.name), int(parent), int(group), state in "ZX")


def _share(folder: Path) -> int:
    """PSS in kilobytes: a page that four workers share counts once. 0: it has ended, or is not ours."""
    try:
        lines = (folder / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _from_ps() -> Iterator[Process]:
    listing = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,pgid=,rss=,stat="],  # noqa: S607 - its place differs by system
        capture_output=True,
        text=True,
        check=True,
    )
    for line in listing.stdout.splitlines():
        pid, parent, group, resident, state = line.split()
        yield Process(int(pid), int(parent), int(group), state.startswith("Z"), int(resident))
