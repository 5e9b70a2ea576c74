"""What would stop `docker compose up` half-way is said before, in a sentence with what to do."""

import json
import re
from collections.abc import Callable, Mapping

import pytest

from flightpulse.compose import engine, preflight
from flightpulse.compose.engine import Answer
from flightpulse.doctor import containers
from flightpulse.doctor.finding import Level
from flightpulse.stack.layout import LAYOUT
from local.runtime.ports import listening

GIGABYTE = 1024 * 1024 * 1024
READY: dict[str, Answer] = {
    "info --format {{.ServerVersion}}": Answer(0, "26.1.5\n", ""),
    "info --format {{.MemTotal}}": Answer(0, f"{8 * GIGABYTE}\n", ""),
    "compose version --short": Answer(0, "2.26.1-4\n", ""),
}
Engine = Callable[[Mapping[str, Answer]], None]


@pytest.fixture(name="engine_says")
def _engine_says(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """An engine by its answers; to anything else it says that there is nothing."""

    def say(answers: Mapping[str, Answer]) -> None:
        known = {**READY, **answers}
        monkeypatch.setattr(engine, "ask", lambda *words: known.get(" ".join(words), Answer(0, "", "")))

    return say


def _volumes(*found: tuple[str, str]) -> dict[str, Answer]:
    names = [name for name, _ in found]
    described = [{"Name": name, "Labels": {"flightpulse.layout": layout}} for name, layout in found]
    listing = "volume ls --filter label=com.docker.compose.project=flightpulse --quiet"
    return {
        listing: Answer(0, "\n".join(names), ""),
        f"volume inspect {' '.join(names)}": Answer(0, json.dumps(described), ""),
    }


def _found(ports: Mapping[str, int] | None = None) -> list[str]:
    return list(preflight.problems("flightpulse", ports or {}))


def test_a_machine_with_an_engine_and_memory_is_ready(engine_says: Engine) -> None:
    engine_says(_volumes(("flightpulse_aws-state", str(LAYOUT)), ("flightpulse_kafka-data", str(LAYOUT))))
    assert _found() == []
    assert containers.engine().level is Level.OK


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"info --format {{.ServerVersion}}": Answer(127, "", "")}, "no docker on the PATH"),
        (
            {"info --format {{.ServerVersion}}": Answer(1, "", "Cannot connect")},
            r"not answer \(Cannot connect\)",
        ),
        ({"info --format {{.ServerVersion}}": Answer(124, "", "no answer within 20 s")}, "does not answer"),
        ({"compose version --short": Answer(1, "", "no such command")}, "Docker Compose is none"),
        ({"compose version --short": Answer(0, "2.9.0", "")}, r"Docker Compose is 2\.9\.0"),
        ({"info --format {{.MemTotal}}": Answer(0, str(GIGABYTE), "")}, "1024 MB"),
    ],
)
def test_what_is_missing_is_said_and_worth_a_look_for_the_doctor(
    engine_says: Engine, answers: dict[str, Answer], said: str
) -> None:
    engine_says(answers)
    (problem,) = _found()
    assert re.search(said, problem)
    assert containers.engine().level is Level.WARN


def test_volumes_of_another_release_are_stale(engine_says: Engine) -> None:
    engine_says(_volumes(("flightpulse_aws-state", "0"), ("flightpulse_kafka-data", "0")))
    (problem,) = _found()
    assert "made by another release (layout 0" in problem
    assert "docker compose down -v" in problem


@pytest.mark.parametrize(("kept", "lost"), [("aws-state", "kafka-data"), ("kafka-data", "aws-state")])
def test_a_table_without_its_broker_is_stale_and_the_other_way_round(
    engine_says: Engine, kept: str, lost: str
) -> None:
    engine_says(_volumes((f"flightpulse_{kept}", str(LAYOUT))))
    (problem,) = _found()
    assert f"flightpulse_{kept} is there without flightpulse_{lost}" in problem
    assert "docker compose down -v" in problem


def test_a_port_that_is_taken_is_named_with_the_variable_that_chooses_another(engine_says: Engine) -> None:
    engine_says({})
    with listening() as port:
        (problem,) = _found({"FLIGHTPULSE_API_PORT": port})
    assert f"port {port} is in use" in problem
    assert "FLIGHTPULSE_API_PORT=" in problem


def test_ports_that_the_stack_itself_holds_are_no_problem(engine_says: Engine) -> None:
    running = "ps --filter label=com.docker.compose.project=flightpulse --quiet"
    engine_says({running: Answer(0, "0a1b2c", "")})
    with listening() as port:
        assert _found({"FLIGHTPULSE_API_PORT": port}) == []


def test_ports_are_those_of_the_compose_file_unless_chosen() -> None:
    assert preflight.ports_of({}) == dict(preflight.PORTS)
    assert preflight.ports_of({"FLIGHTPULSE_API_PORT": "18080"})["FLIGHTPULSE_API_PORT"] == 18080
    with pytest.raises(ValueError, match="FLIGHTPULSE_AWS_PORT is 'http'"):
        preflight.ports_of({"FLIGHTPULSE_AWS_PORT": "http"})
