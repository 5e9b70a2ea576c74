"""A stack under a project name and ports of its own, beside whatever else runs on this machine."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from flightpulse.compose import engine
from flightpulse.compose.preflight import PORTS, problems
from local.runtime.ports import LOOPBACK, free_port

LOG_LINES = "40"


class CheckFailed(Exception):
    """A promise was not kept; the text says which."""


@dataclass(frozen=True, slots=True)
class CheckedStack:
    """The project name, and a port of this machine for each variable of the Compose file."""

    project: str
    ports: dict[str, int]

    @classmethod
    def chosen(cls) -> "CheckedStack":
        """A name that no other run has, and ports that are free. Raises CheckFailed with every problem."""
        stack = cls(f"flightpulse-check-{os.getpid()}", {name: free_port() for name in PORTS})
        found = list(problems(stack.project, stack.ports))
        if found:
            raise CheckFailed("this machine cannot run the stack:\n  " + "\n  ".join(found))
        return stack

    @property
    def api(self) -> str:
        """host:port of the API."""
        return f"{LOOPBACK}:{self.ports['FLIGHTPULSE_API_PORT']}"

    @property
    def aws(self) -> str:
        """URL of the embedded AWS."""
        return f"http://{LOOPBACK}:{self.ports['FLIGHTPULSE_AWS_PORT']}"

    @property
    def kafka(self) -> str:
        """host:port of the broker."""
        return f"{LOOPBACK}:{self.ports['FLIGHTPULSE_KAFKA_PORT']}"

    def up(self) -> None:
        """Build and start everything. Raises CheckFailed with the end of the logs."""
        started = self._compose("up", "--detach")
        if started.status:
            logs = self._compose("logs", "--no-color", "--tail", LOG_LINES).out
            raise CheckFailed(f"the stack did not start: {started.err.strip()[-2000:]}\n{logs}")

    def run(self, service: str, *command: str, **variables: str) -> engine.Answer:
        """One more container of a service, to its end, beside what runs; `command` instead of its own."""
        words = ("run", "--rm", "--no-TTY", "--no-deps", *self._instead(service, command))
        return self._compose(*words, **variables)

    def kill_a_consumer(self) -> str:
        """SIGKILL one of the consumers; returns its id. Raises CheckFailed when there are not two."""
        running = self._compose("ps", "--quiet", "consumer").out.split()
        if len(running) < 2:
            raise CheckFailed(f"{len(running)} consumers run, not 2")
        killed = engine.docker("kill", running[0])
        if killed.status:
            raise CheckFailed(f"a consumer could not be killed: {killed.err.strip()}")
        return running[0][:12]

    def logs(self) -> str:
        """The end of what the services said."""
        return self._compose("logs", "--no-color", "--tail", LOG_LINES).out

    def down(self) -> list[str]:
        """Take everything away; returns what is left all the same."""
        self._compose("down", "--volumes", "--remove-orphans")
        left = {
            "containers": engine.containers(self.project),
            "networks": engine.networks(self.project),
            "volumes": engine.volumes(self.project),
        }
        return [f"{len(found)} {kind} ({', '.join(found)})" for kind, found in left.items() if found]

    @staticmethod
    def _instead(service: str, command: Sequence[str]) -> list[str]:
        return ["--entrypoint", command[0], service, *command[1:]] if command else [service]

    def _compose(self, *arguments: str, **variables: str) -> engine.Answer:
        chosen = {name: str(port) for name, port in self.ports.items()}
        environment = {**os.environ, **chosen, **variables}
        return engine.docker("compose", "--project-name", self.project, *arguments, environment=environment)
