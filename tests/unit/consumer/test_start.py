"""A start that cannot be: one sentence that says what would be right, an exit code, nothing left open."""

import asyncio
import json
import socket
import subprocess
import sys
from types import SimpleNamespace
from typing import cast

import pytest
from aiokafka.errors import UnknownTopicOrPartitionError

from services.consumer import main
from services.consumer.errors import CannotStart
from services.consumer.health import Pulse
from services.consumer.metrics import Metrics
from services.consumer.service import Service
from services.consumer.settings import Settings
from services.consumer.twins import Twins
from tests.unit.consumer.test_surroundings import ENVIRONMENT


def start(**changes: str) -> "subprocess.CompletedProcess[str]":
    environment = {**ENVIRONMENT, "PYTHONPATH": ":".join(sys.path), "PYTHONASYNCIODEBUG": "1", **changes}
    return subprocess.run(
        [sys.executable, "-W", "default", "-m", "services.consumer"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_port_in_use_is_one_sentence_and_leaves_no_client_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = start(FLIGHTPULSE_HTTP_PORT=str(port))
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert "Traceback" not in said
    assert "Unclosed" not in said
    (line,) = [json.loads(one) for one in said.splitlines() if "not started" in one]
    assert f"cannot listen on 127.0.0.1:{port}" in json.dumps(line)
    assert "FLIGHTPULSE_HTTP_PORT" in json.dumps(line)


def test_a_crash_point_that_does_not_exist_is_one_sentence() -> None:
    ended = start(FLIGHTPULSE_LOCAL="1", FLIGHTPULSE_CRASH_AT="row-5:x")
    assert ended.returncode == 2
    (line,) = ended.stderr.splitlines()
    assert line.startswith("flightpulse consumer: FLIGHTPULSE_CRASH_AT is 'row-5:x': right is one of row-0")


class NoSuchTopic:
    """A producer whose brokers do not know the topic."""

    async def partitions_for(self, topic: str) -> set[int]:
        raise UnknownTopicOrPartitionError(topic)


async def test_a_topic_that_does_not_exist_is_named() -> None:
    service = SimpleNamespace(producer=NoSuchTopic(), topics=("flight-operations",), dlq_topic="dlq")
    with pytest.raises(CannotStart, match="topic flight-operations does not exist: create it"):
        await Service._require_topics(cast("Service", service))


def test_what_cannot_start_ends_with_one_line_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(settings: Settings) -> None:
        raise CannotStart(f"topic {settings.topic} does not exist")

    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(main, "set_up", lambda _: None)
    monkeypatch.setattr(main, "_run", refuse)
    assert main.main() == 1
    (line,) = caplog.records
    assert line.__dict__["fields"] == {"reason": "topic flight-operations does not exist"}
    assert line.exc_info is None


async def test_a_loop_that_was_cancelled_from_inside_is_no_end_in_good_order() -> None:
    """A cancellation that a library hands on would look like one; the process has to say that it failed."""

    async def cancelled() -> None:
        raise asyncio.CancelledError

    async def nothing(*_: object) -> None: ...

    quiet = SimpleNamespace(run=asyncio.Event().wait, stop=lambda: None, commit=nothing, finish=nothing)
    service = Service(
        **dict.fromkeys(("producer", "kafka", "assignment", "intake", "reporter", "health", "gate"), quiet),  # type: ignore[arg-type]
        topics=(),
        dlq_topic="",
        membership=SimpleNamespace(end=lambda: None),  # type: ignore[arg-type]
        twins=Twins(),
        pulse=Pulse(),
        metrics=Metrics(),
        minders={"watchdog": (1.0, cancelled)},
    )
    with pytest.raises(RuntimeError, match="cancelled from inside: watchdog"):
        await service._run_loops(asyncio.Event())
