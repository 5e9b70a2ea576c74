"""Start and stop the embedded AWS."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from local.emulator.clients import local_client
from local.emulator.environment import client_environment, emulator_python, server_environment
from local.runtime.child import Child, ChildFailed
from local.runtime.ports import LOOPBACK, free_port

READY_LIMIT_SECONDS = 30.0
START_ATTEMPTS = 3
HEALTH_PATH = "/_ministack/health"
FAULTS_FILE = "failing-targets"


class Emulator:
    """A running emulator. Use `Emulator.start`, then `stop`, or use it as a context manager."""

    def __init__(self, child: Child, port: int, work_folder: Path) -> None:
        self._child = child
        self._work_folder = work_folder
        self.port = port
        self.endpoint = f"http://{LOOPBACK}:{port}"

    @classmethod
    def start(
        cls,
        work_folder: Path,
        *,
        wait_scale: float = 0.0,
        bedrock_endpoint: str | None = None,
        extra_env: Mapping[str, str] | None = None,
        ready_limit_seconds: float = READY_LIMIT_SECONDS,
    ) -> Emulator:
        """Start on a free loopback port and wait until it answers.

        `wait_scale` multiplies the seconds of Wait states and retries (0 skips them). Raises EmulatorMissing
        without its venv, and ChildFailed, with the end of its log, when it does not come up.
        """
        work_folder.mkdir(parents=True, exist_ok=True)
        environment = {"SFN_WAIT_SCALE": f"{wait_scale:g}", **(extra_env or {})}
        environment["FLIGHTPULSE_EMULATOR_FAULTS"] = str(work_folder / FAULTS_FILE)
        if bedrock_endpoint is not None:
            environment["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = bedrock_endpoint
        for attempt in range(1, START_ATTEMPTS + 1):
            port = free_port()
            child = _spawn(work_folder, port, environment)
            try:
                child.wait_ready(partial(_answers, port), ready_limit_seconds)
            except ChildFailed as failure:
                child.stop()
                # The port was free when we asked; somebody else may have taken it since.
                if attempt == START_ATTEMPTS or "already in use" not in str(failure):
                    raise
                continue
            except BaseException:
                child.stop()
                raise
            return cls(child, port, work_folder)
        raise AssertionError("the loop returns or raises")

    @property
    def pid(self) -> int:
        """Process id of the emulator, and of the group its Lambda workers belong to."""
        return self._child.pid

    @property
    def running(self) -> bool:
        """Whether the process is alive."""
        return self._child.running

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables with which botocore talks to this emulator and to nothing else."""
        return client_environment(self.endpoint)

    def client(self, service: str) -> Any:
        """A boto3 client of one service for this emulator."""
        return local_client(self.endpoint, service)

    def fail_targets(self, *arns: str) -> None:
        """Make deliveries of rules to these targets fail from now on; no ARN heals them all."""
        (self._work_folder / FAULTS_FILE).write_text("\n".join(arns), encoding="utf-8")

    def log_tail(self) -> str:
        """The end of the emulator's log."""
        return self._child.log_tail()

    def stop(self) -> None:
        """Stop the emulator and its Lambda workers. Safe to call again."""
        self._child.stop()

    def __enter__(self) -> Emulator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _spawn(folder: Path, port: int, extra: Mapping[str, str]) -> Child:
    return Child(
        "the embedded AWS (ministack)",
        [str(emulator_python()), "-m", "local.emulator.serve"],
        env=server_environment(folder, port, extra),
        cwd=folder,
        log_file=folder / "emulator.log",
    )


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=2)
    try:
        connection.request("GET", HEALTH_PATH)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
