"""What the machine has to give: loopback, memory, processors, disk, open files."""

import os
import resource
import shutil
import tempfile
from pathlib import Path

from flightpulse.doctor.finding import Finding, fail, ok, warn
from local.runtime.ports import LOOPBACK, accepts_connections, listening

MEGABYTE = 1024 * 1024
MEMORY_NEEDED, MEMORY_WANTED = 700, 1200
"""Megabytes: the demo takes up to 1,000 at its peak, a small one less."""

DISK_NEEDED, DISK_WANTED = 200, 1000
FILES_WANTED = 512
MEMORY_OF_THE_SYSTEM = Path("/proc/meminfo")
MEMORY_OF_THE_CONTAINER = Path("/sys/fs/cgroup")


def loopback() -> Finding:
    """Everything talks over 127.0.0.1, on ports that the system chooses."""
    try:
        with listening() as port:
            reached = accepts_connections(port, timeout_seconds=2.0)
    except OSError as error:
        return fail("loopback", f"no port of {LOOPBACK} can be opened ({error})", "allow local sockets")
    if not reached:
        return fail("loopback", f"{LOOPBACK} does not answer itself", "let the firewall allow the loopback")
    return ok("loopback", f"{LOOPBACK} answers")


def memory() -> Finding:
    """What is free now."""
    free = free_megabytes()
    if free is None:
        return ok("memory", f"not known on this system; the demo takes up to {MEMORY_WANTED} MB")
    return judge_memory(free)


def judge_memory(free: int) -> Finding:
    """Free megabytes against what the demo takes."""
    if free < MEMORY_NEEDED:
        return fail("memory", f"{free} MB free", f"the demo needs {MEMORY_NEEDED} MB at least")
    if free < MEMORY_WANTED:
        return warn("memory", f"{free} MB free", "enough for a sample of the day: --flights 20")
    return ok("memory", f"{free} MB free")


def processors() -> Finding:
    """Five processes and more work side by side."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if count < 2:
        return warn("processors", "1", "the demo will be slow: --speed 20")
    return ok("processors", str(count))


def disk(folder: Path | None = None) -> Finding:
    """Logs and zips go to the folder for temporary files."""
    place = folder or Path(tempfile.gettempdir())
    free = shutil.disk_usage(place).free // MEGABYTE
    if free < DISK_NEEDED:
        return fail("disk", f"{free} MB free in {place}", "make room, or set TMPDIR to another folder")
    if free < DISK_WANTED:
        return warn("disk", f"{free} MB free in {place}", "a long run may need more")
    return ok("disk", f"{free} MB free in {place}")


def open_files() -> Finding:
    """Sockets and files of one process."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < FILES_WANTED:
        return warn("open files", f"{soft} allowed", f"run `ulimit -n {FILES_WANTED}` first")
    return ok("open files", "unlimited" if soft == resource.RLIM_INFINITY else f"{soft} allowed")


def free_megabytes(
    system: Path = MEMORY_OF_THE_SYSTEM, container: Path = MEMORY_OF_THE_CONTAINER
) -> int | None:
    """What is free, in a container no more than its limit leaves; None where nothing says so."""
    bounds = [bound for bound in (_available(system), _left(container)) if bound is not None]
    return min(bounds, default=None)


def _available(system: Path) -> int | None:
    try:
        lines = system.read_text().splitlines()
    except OSError:
        return None
    kilobytes = (int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    found = next(kilobytes, None)
    return None if found is None else found // 1024


def _left(container: Path) -> int | None:
    try:
        limit = (container / "memory.max").read_text().strip()
        used = int((container / "memory.current").read_text())
    except (OSError, ValueError):
        return None
    return None if limit == "max" else (int(limit) - used) // MEGABYTE
