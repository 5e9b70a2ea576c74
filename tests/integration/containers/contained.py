"""A container whose ports lie on the loopback address and are the same after it was started again."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Self, cast

from testcontainers.core.container import DockerContainer
from testcontainers.core.network import Network

from local.runtime.ports import LOOPBACK, free_port

POLL_SECONDS = 0.1
LOG_TAIL_LINES = 40


class NotInTime(AssertionError):
    """Something that had to come did not come before its deadline; the text says what."""


class Contained(DockerContainer):
    """One container of the stack, known in the network by its alias."""

    def __init__(
        self,
        image: str,
        alias: str,
        network: Network,
        *,
        ports: tuple[int, ...] = (),
        env: Mapping[str, str] | None = None,
        stop_seconds: int = 10,
        **engine_arguments: Any,
    ) -> None:
        """`stop_seconds` lie between SIGTERM and SIGKILL, as in the task definition."""
        super().__init__(image, network=network, network_aliases=[alias], **engine_arguments)
        self.alias = alias
        self.stop_seconds = stop_seconds
        self.starts = 0
        self._host_ports = {port: free_port() for port in ports}
        for inside, outside in self._host_ports.items():
            # Fixed, as the engine would choose another one at each start; testcontainers names no address.
            self.ports[str(inside)] = cast("int", (LOOPBACK, outside))
        for name, value in (env or {}).items():
            self.with_env(name, value)

    def is_ready(self) -> bool:
        """Whether it does its work; asked again and again while it starts."""
        return self.is_running

    def start(self) -> Self:
        """Start it for the first time. Does not wait."""
        self.starts += 1
        return super().start()

    def port(self, inside: int) -> int:
        """Where the host reaches this port."""
        return self._host_ports[inside]

    @property
    def is_running(self) -> bool:
        """Whether its process is alive."""
        container = self.get_wrapped_container()
        container.reload()
        return bool(container.status == "running")

    @property
    def exit_code(self) -> int:
        """Of the process that ended last; 137 is SIGKILL, also for too much memory."""
        container = self.get_wrapped_container()
        container.reload()
        return int(container.attrs["State"]["ExitCode"])

    def log(self) -> str:
        """Everything that it wrote, over all its starts."""
        return self.get_wrapped_container().logs().decode(errors="replace")

    def log_tail(self) -> str:
        """The end of it, under a heading."""
        tail = "\n".join(self.log().splitlines()[-LOG_TAIL_LINES:]) or "(it wrote nothing)"
        return f"--- end of the log of {self.alias} ---\n{tail}"

    def terminate(self) -> None:
        """SIGTERM, and SIGKILL when its time is over; waits for its end."""
        self.get_wrapped_container().stop(timeout=self.stop_seconds)

    def ask_to_end(self) -> None:
        """SIGTERM alone; does not wait."""
        self.get_wrapped_container().kill(signal="SIGTERM")

    def wait_ended(self) -> int:
        """Wait for the end that was asked for, as long as SIGKILL would wait; returns the exit code."""
        deadline = time.monotonic() + self.stop_seconds
        while self.is_running:
            if time.monotonic() > deadline:
                raise NotInTime(f"{self.alias} did not end in {self.stop_seconds} s.\n{self.log_tail()}")
            time.sleep(POLL_SECONDS)
        return self.exit_code

    def kill(self) -> None:
        """SIGKILL, at once."""
        self.get_wrapped_container().kill()

    def start_again(self) -> None:
        """Start it after it ended, with the files that it left."""
        self.starts += 1
        self.get_wrapped_container().start()

    def wait_ready(self, limit_seconds: float = 180.0) -> Self:
        """Wait until it does its work. Raises NotInTime with the end of its log."""
        self.wait_for(self.is_ready, "to be ready", limit_seconds)
        return self

    def wait_for(self, condition: Callable[[], bool], what: str, limit_seconds: float) -> None:
        """Wait while it runs. Raises NotInTime, also when it ends before."""
        deadline = time.monotonic() + limit_seconds
        while not condition():
            if not self.is_running:
                raise NotInTime(f"{self.alias} ended with {self.exit_code}, not {what}.\n{self.log_tail()}")
            if time.monotonic() > deadline:
                raise NotInTime(
                    f"{self.alias} was not seen {what} in {limit_seconds:g} s.\n{self.log_tail()}"
                )
            time.sleep(POLL_SECONDS)
