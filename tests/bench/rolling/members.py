"""Consumers in one group, each a process, replaced as ECS replaces tasks: the new one comes first."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local.runtime.child import Child
from local.runtime.paths import REPOSITORY
from tests.bench.contender import environment
from tests.bench.proof import NotTheWork

STOP_TIMEOUT_SECONDS: Final = 120.0
START_SECONDS: Final = 120.0
_ASSIGNED, _DRAINED = "partitions_assigned", '"drained": true'


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the group, in epoch seconds; `seconds` is what the member itself needed for it."""

    name: str
    began: float
    ended: float
    seconds: float


class Members:
    """The group. Leave it as a context, and every process is stopped."""

    def __init__(self, bootstrap: str, endpoint: str, folder: Path, settle_seconds: float) -> None:
        self._environment = environment(bootstrap, endpoint)
        # As in production: a broker answers as soon as there is something.
        del self._environment["FLIGHTPULSE_FETCH_WAIT_MS"]
        self._folder = folder
        self._settle_seconds = settle_seconds
        self._members: list[Child] = []
        self._started = 0

    def __enter__(self) -> "Members":
        return self

    def __exit__(self, *_: object) -> None:
        for member in self._members:
            member.stop()

    def join(self) -> Step:
        """One more member; it has joined when it was given partitions."""
        self._started += 1
        name = f"member-{self._started}"
        began = time.time()
        member = Child(
            name,
            [sys.executable, "-m", "services.consumer"],
            env=self._environment,
            cwd=REPOSITORY,
            log_file=self._folder / f"{name}.log",
        )
        self._members.append(member)
        member.wait_ready(lambda: _ASSIGNED in member.log(), START_SECONDS)
        return self._settled(f"{name} joins", began)

    def leave(self) -> Step:
        """The oldest member gets SIGTERM. Raises NotTheWork when it did not drain in good order."""
        member = self._members.pop(0)
        began = time.time()
        member.stop(STOP_TIMEOUT_SECONDS)
        step = self._settled(f"{member.name} drains and leaves", began)
        if _DRAINED not in member.log():
            raise NotTheWork(f"{member.name} ended without having drained\n{member.log_tail()}")
        return step

    def _settled(self, name: str, began: float) -> Step:
        seconds = time.time() - began
        time.sleep(self._settle_seconds)
        return Step(name, began, time.time(), seconds)
