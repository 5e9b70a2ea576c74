"""What would make `docker compose up` fail half-way, found before: each as a sentence with what to do."""

import re
from collections.abc import Iterator, Mapping

from flightpulse.compose import engine
from flightpulse.stack.layout import LAYOUT
from local.runtime.ports import accepts_connections

PROJECT = "flightpulse"
PORTS: Mapping[str, int] = {
    "FLIGHTPULSE_API_PORT": 8080,
    "FLIGHTPULSE_KAFKA_PORT": 9092,
    "FLIGHTPULSE_AWS_PORT": 4566,
}
MEMORY_NEEDED = 2000
OLDEST_COMPOSE = (2, 20)
TOGETHER = ("aws-state", "kafka-data")
LAYOUT_LABEL = "flightpulse.layout"
ANEW = "run `docker compose down -v`, which takes their state with them, then start again"


def ports_of(environment: Mapping[str, str]) -> dict[str, int]:
    """The ports that the stack will take. ValueError for one that is no port."""
    return {name: _port(name, environment.get(name) or str(default)) for name, default in PORTS.items()}


def problems(project: str, ports: Mapping[str, int]) -> Iterator[str]:
    """Everything that stands in the way; nothing: it can start."""
    missing = engine_problem()
    if missing is not None:
        yield missing
        return
    memory = engine.memory_megabytes()
    if memory is not None and memory < MEMORY_NEEDED:
        yield (
            f"the container engine has {memory} MB of memory, the stack needs {MEMORY_NEEDED}: give it more"
            " (in Docker Desktop: Settings, Resources), or use `make demo`, which needs half"
        )
    yield from _stale(project)
    if not engine.containers(project, running=True):
        yield from taken(ports)


def engine_problem() -> str | None:
    """Why there is nothing to run containers with; None when there is."""
    answer = engine.ask("info", "--format", "{{.ServerVersion}}")
    if answer.status == 127:
        return "there is no docker on the PATH: install Docker Engine or Docker Desktop, or use `make demo`"
    if answer.status != 0 or not answer.out.strip():
        reason = (answer.err.strip().splitlines() or ["no answer"])[-1]
        return f"the container engine does not answer ({reason}): start it, or let this user reach it"
    version = engine.ask("compose", "version", "--short")
    found = tuple(map(int, re.findall(r"\d+", version.out)[:2]))
    if version.status != 0 or found < OLDEST_COMPOSE:
        have = version.out.strip() or "none"
        return f"Docker Compose is {have}; the stack needs 2.20 or newer: install its plug-in"
    return None


def taken(ports: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each port that something listens on."""
    for name, port in ports.items():
        if accepts_connections(port):
            yield f"port {port} is in use: end what listens there, or choose another by {name}={port + 10000}"


def _stale(project: str) -> Iterator[str]:
    labels = engine.labels_of(engine.volumes(project))
    layouts = {found.get(LAYOUT_LABEL, "none") for found in labels.values()} - {str(LAYOUT)}
    if layouts:
        yield (
            f"volumes of {project} were made by another release (layout {', '.join(sorted(layouts))}, this"
            f" one has {LAYOUT}): {ANEW}"
        )
    there = [name for name in TOGETHER if f"{project}_{name}" in labels]
    if len(there) == 1:
        lost = next(name for name in TOGETHER if name not in there)
        yield (
            f"the volume {project}_{there[0]} is there without {project}_{lost}: table and topics live and"
            f" die together; {ANEW}"
        )


def _port(name: str, text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text) <= 65535:
        return int(text)
    raise ValueError(f"{name} is {text!r}; right is a port from 1 to 65535")
