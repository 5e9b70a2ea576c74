"""A demo as a user starts it: a process, its lines, and everything that it started."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from flightpulse.demo.processes import running_processes

ROOT = Path(__file__).resolve().parents[2]


class DemoProcess:
    """`flightpulse demo` with its output in a file, so that it never waits for a reader."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.output = folder / "demo.txt"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        # Its work folder is made here, so that the test can see whether it was removed.
        environment |= {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)}
        out: IO[bytes]
        with self.output.open("wb") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flightpulse", "demo", *arguments],
                cwd=folder,
                env=environment,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def text(self) -> str:
        """Everything written so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")

    def wait_for(self, words: str, limit_seconds: float = 180) -> None:
        """Wait until the output holds these words."""
        deadline = time.monotonic() + limit_seconds
        while words not in self.text:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no {words!r} in:\n{self.text}")
            time.sleep(0.1)

    def signal(self, number: int) -> None:
        """Send a signal to the demo alone, not to what it started."""
        self._process.send_signal(number)

    def exit_code(self, limit_seconds: float = 60) -> int:
        """Wait for the end."""
        return self._process.wait(limit_seconds)

    def descendants(self) -> set[int]:
        """Process ids of everything that it started, directly or not."""
        parents = {process.pid: process.parent for process in running_processes()}
        found, front = set[int](), {self._process.pid}
        while front:
            front = {pid for pid, parent in parents.items() if parent in front}
            found |= front
        return found

    def kill(self) -> None:
        """End it whatever happens; its children end with it."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def left_alive(pids: set[int], limit_seconds: float = 10) -> set[int]:
    """Which of these processes are still there after a while; a zombie is gone."""
    deadline = time.monotonic() + limit_seconds
    while (alive := pids & _running()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return alive


def _running() -> set[int]:
    return {process.pid for process in running_processes() if not process.ended}
