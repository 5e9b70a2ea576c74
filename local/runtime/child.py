"""One child process in a session of its own: log file, readiness wait, stop by pid with its whole group."""

import atexit
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

POLL_SECONDS = 0.02
LOG_TAIL_LINES = 25


class ChildFailed(RuntimeError):
    """A child process ended, or was not ready in time; the message carries the end of its log."""


class Child:
    """A running child process whose group dies with it, with this object, or with this process."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: Path,
        log_file: Path,
    ) -> None:
        self.name = name
        self.log_file = log_file
        with log_file.open("ab") as log:
            # A session of its own keeps Ctrl-C for the parent, which then stops the children in order.
            self._process = subprocess.Popen(
                list(command),
                env=dict(env),
                cwd=cwd,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._stopped = False
        self._owner = os.getpid()
        atexit.register(self.stop)

    @property
    def pid(self) -> int:
        """Process id, which is also the id of its process group."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process.poll() is None

    def wait_ready(self, ready: Callable[[], bool], limit_seconds: float) -> None:
        """Wait until `ready()`; raise ChildFailed when the process ends first or the limit passes."""
        deadline = time.monotonic() + limit_seconds
        while not ready():
            if not self.running:
                raise ChildFailed(
                    f"{self.name} ended with exit code {self._process.returncode} before it was ready.\n"
                    f"{self.log_tail()}"
                )
            if time.monotonic() > deadline:
                self.stop()
                raise ChildFailed(
                    f"{self.name} was not ready within {limit_seconds:g} s and was stopped.\n"
                    f"{self.log_tail()}"
                )
            time.sleep(POLL_SECONDS)

    def stop(self, grace_seconds: float = 3.0) -> None:
        """Ask the process to end, wait, then kill what is left of its group. Safe to call again."""
        if self._stopped or os.getpid() != self._owner:
            return  # a fork of the owner inherits this object, not the duty
        # From here on the pid may be reused by a stranger: the group is signalled once only.
        self._stopped = True
        atexit.unregister(self.stop)
        try:
            self._process.terminate()
            self._process.wait(grace_seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
        finally:
            # Also when a second Ctrl-C interrupts the waiting.
            self._kill_group()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()

    def write_line(self, text: str) -> None:
        """Send one line to the child's standard input."""
        if self._process.stdin is None:
            raise ChildFailed(f"{self.name} has no standard input")
        self._process.stdin.write(f"{text}\n".encode())
        self._process.stdin.flush()

    def log(self) -> str:
        """Everything the child has written."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def log_tail(self, lines: int = LOG_TAIL_LINES) -> str:
        """The last lines of the child's output, under a heading that names the file."""
        tail = "\n".join(self.log().splitlines()[-lines:]) or "(it wrote nothing)"
        return f"--- end of {self.log_file} ---\n{tail}"

    def _kill_group(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # No such group: everything in it has ended (macOS answers EPERM for a group of zombies).
            return
