"""A consumer of the group: a process of this repository, which can be stopped in every way."""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from local.runtime.child import Child
from local.runtime.paths import REPOSITORY
from local.runtime.ports import LOOPBACK, free_port
from tests.integration.containers.contained import NotInTime

STOP_SECONDS = 60.0
POLL_SECONDS = 0.05


class Member:
    """One member. What it says of itself is asked over HTTP."""

    def __init__(self, name: str, program: str, environment: Mapping[str, str], folder: Path) -> None:
        """`program` is the module that runs: the consumer, or one that shortens its times first."""
        self.name = name
        self._port = free_port()
        self.child = Child(
            name,
            [sys.executable, "-m", program],
            env={**environment, "FLIGHTPULSE_HTTP_HOST": LOOPBACK, "FLIGHTPULSE_HTTP_PORT": str(self._port)},
            cwd=REPOSITORY,
            log_file=folder / f"{name}.log",
        )

    def page(self, path: str) -> tuple[int, str]:
        """Status and text of a page of its health server; 0 while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{self._port}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    @property
    def partitions(self) -> int:
        """How many partitions it has now."""
        return int(json.loads(self.page("/ready")[1] or "{}").get("partitions", 0))

    @property
    def is_ready(self) -> bool:
        """Whether it has partitions and takes in."""
        return self.page("/ready")[0] == 200

    @property
    def is_healthy(self) -> bool:
        """What an orchestrator would be told: False has it restarted."""
        return self.page("/health")[0] == 200

    def metric(self, name: str) -> float:
        """The sum of a metric over its labels; 0 while it does not answer."""
        lines = self.page("/metrics")[1].splitlines()
        wanted = (f"flightpulse_consumer_{name} ", f"flightpulse_consumer_{name}{{")
        return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(wanted))

    def by_label(self, name: str, label: str) -> dict[str, float]:
        """A metric by the value of its one label."""
        start = f'flightpulse_consumer_{name}{{{label}="'
        found = (line for line in self.page("/metrics")[1].splitlines() if line.startswith(start))
        return {line.split('"')[1]: float(line.rpartition(" ")[2]) for line in found}

    def lines(self, message: str) -> list[dict[str, Any]]:
        """The lines of its log with this message."""
        found = (json.loads(line) for line in self.child.log().splitlines() if f'"{message}"' in line)
        return [line for line in found if line.get("message") == message]

    def signal(self, number: signal.Signals) -> None:
        """To this process alone."""
        os.kill(self.child.pid, number)

    def kill(self) -> None:
        """SIGKILL, at once."""
        self.signal(signal.SIGKILL)
        self.child._process.wait(STOP_SECONDS)

    def leave(self) -> int:
        """SIGTERM; its exit code."""
        self.signal(signal.SIGTERM)
        return self.child._process.wait(STOP_SECONDS)

    def wait_for(self, condition: Callable[[], bool], what: str, limit_seconds: float = 30.0) -> None:
        """Wait while it runs. Raises NotInTime with the end of its log."""
        deadline = time.monotonic() + limit_seconds
        while not condition():
            if not self.child.running:
                raise NotInTime(f"{self.name} ended, not {what}.\n{self.child.log_tail()}")
            if time.monotonic() > deadline:
                raise NotInTime(f"{self.name}: not {what} in {limit_seconds:g} s.\n{self.child.log_tail()}")
            time.sleep(POLL_SECONDS)
