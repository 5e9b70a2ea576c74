"""Consumers as processes that are quick to start: forked from one that has everything imported.

Each runs `services.consumer.main` with an environment, a log and a process id of its own. Forking saves the
second of imports that every restart would cost; what a consumer does is the same.
"""

import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["services.consumer.main", "tests.reliability.consumers"])
ASSIGNED: Final = '"partitions_assigned"'
"""What a consumer logs when it is given partitions."""

_STEP_SECONDS: Final = 0.02
_ONE_AT_A_TIME: Final = threading.Lock()
"""Every start looks at all children: two threads that look at one would share its exit code."""


def run(environment: Mapping[str, str], log: str, variant: str | None) -> None:
    """The consumer, from the inside of its process; `variant` names a function to call before."""
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(output, stream)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    if variant is not None:
        module, _, name = variant.partition(":")
        getattr(importlib.import_module(module), name)()
    from services.consumer.main import main

    sys.exit(main())


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class Consumer:
    """A running consumer, or one that has ended."""

    def __init__(self, environment: Mapping[str, str], log: Path, variant: str | None = None) -> None:
        self.log_file = log
        log.touch()
        self._process = _FORKS.Process(target=run, args=(dict(environment), str(log), variant), daemon=True)
        with _ONE_AT_A_TIME:
            self._process.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it is alive."""
        return self.exit_code is None

    @property
    def exit_code(self) -> int | None:
        """None while it runs, the negative number of the signal that ended it."""
        with _ONE_AT_A_TIME:
            return self._process.exitcode

    @property
    def memory_bytes(self) -> int | None:
        """Resident memory; None when it cannot be read, for one that is gone."""
        try:
            pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        except (OSError, IndexError):
            return None
        return pages * os.sysconf("SC_PAGE_SIZE")

    def log(self) -> str:
        """Everything it has written."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal, if it is alive."""
        if self.running:
            os.kill(self.pid, number)

    def wait(self, seconds: float) -> int | None:
        """Wait for its end; the exit code, None when it lives on."""
        deadline = time.monotonic() + seconds
        while self.running and time.monotonic() < deadline:
            time.sleep(_STEP_SECONDS)
        return self.exit_code

    def wait_ready(self, seconds: float) -> None:
        """Until it has partitions. Raises AssertionError with the end of its log."""
        deadline = time.monotonic() + seconds
        while not self.is_ready():
            tail = "\n".join(self.log().splitlines()[-15:])
            assert self.running, f"the consumer ended with {self.exit_code} before it was ready:\n{tail}"
            assert time.monotonic() < deadline, f"the consumer was not ready in {seconds:g} s:\n{tail}"
            time.sleep(_STEP_SECONDS)

    def is_ready(self) -> bool:
        """Whether it has been given partitions."""
        return ASSIGNED in self.log()

    def stop(self, grace_seconds: float) -> None:
        """Ask it to end, wait, then kill it. Safe to call again."""
        for number in (signal.SIGCONT, signal.SIGTERM):
            self.signal(number)
        if self.wait(grace_seconds) is None:
            self.signal(signal.SIGKILL)
            self.wait(grace_seconds)
