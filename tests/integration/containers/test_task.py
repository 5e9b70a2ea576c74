"""The images run as Fargate will run them, and the rights that they run with are really gone."""

import json
from typing import Any, cast

import pytest

from tests.integration.containers.fargate import MEMORY_MB, FargateTask
from tests.integration.containers.services import Consumer
from tests.integration.containers.system import System

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

MEGABYTE = 1024 * 1024

LOOK = """
import json, os
def writes(path):
    try:
        open(path, "w").close()
        return True
    except OSError:
        return False
status = dict(line.split(":\\t", 1) for line in open("/proc/1/status") if ":\\t" in line)
size = os.statvfs("/tmp")
print(json.dumps({
    "user": [os.getuid(), os.getgid()],
    "writes": [path for path in ("/app/x", "/x", "/etc/x", "/var/x", "/tmp/x") if writes(path)],
    "temporary": size.f_blocks * size.f_frsize,
    "capabilities": [int(status[name], 16) for name in ("CapEff", "CapPrm", "CapBnd")],
    "no_new_privileges": int(status["NoNewPrivs"]),
}))
"""


def test_no_rights_and_no_room_but_a_small_temporary_folder(consumer: Consumer) -> None:
    seen = _look(consumer)
    assert seen == {
        "user": [10001, 10001],
        "writes": ["/tmp/x"],  # noqa: S108
        "temporary": 64 * MEGABYTE,
        "capabilities": [0, 0, 0],
        "no_new_privileges": 1,
    }


def test_it_lives_within_its_memory(consumer: Consumer) -> None:
    container = consumer.get_wrapped_container()
    container.reload()
    assert container.attrs["HostConfig"]["Memory"] == MEMORY_MB * MEGABYTE
    assert container.attrs["State"]["OOMKilled"] is False
    stats = cast("dict[str, Any]", container.stats(stream=False))
    assert stats["memory_stats"]["usage"] < 256 * MEGABYTE


def test_a_setting_that_is_missing_ends_it_with_the_reason(running: System) -> None:
    environment = running.environment()
    del environment["FLIGHTPULSE_TABLE"]
    with Consumer(running.network, environment, "unset") as task:
        assert task.wait() == 2
        assert "FLIGHTPULSE_TABLE is missing" in task.log()


def _look(task: FargateTask) -> dict[str, object]:
    answer = task.exec(["python", "-c", LOOK])
    assert answer.exit_code == 0, answer.output
    seen: dict[str, object] = json.loads(answer.output)
    return seen
