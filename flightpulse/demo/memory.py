"""How much memory the whole demo takes: itself and the process groups that it started."""

import os
from collections.abc import Collection

from flightpulse.demo.processes import running_processes


def megabytes(groups: Collection[int]) -> int:
    """Memory of these process groups and of this process."""
    ours = (
        process for process in running_processes() if process.group in groups or process.pid == os.getpid()
    )
    return sum(process.kilobytes for process in ours) // 1024
