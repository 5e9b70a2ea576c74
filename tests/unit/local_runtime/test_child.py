"""A child process is watched while it starts and never outlives the one that started it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from local.runtime.child import Child, ChildFailed
from local.runtime.paths import REPOSITORY

ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)}
# A child that watches its parent and has a worker of its own, as the emulator has its Lambda workers.
WITH_WORKER = """
import subprocess, sys, time
from local.runtime.parent import exit_with_parent
exit_with_parent()
worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(f"worker={worker.pid};", flush=True)
time.sleep(60)
"""
PARENT = f"""
import os, signal, sys, time
from pathlib import Path
from local.runtime.child import Child
folder = Path(sys.argv[1])
command = [sys.executable, "-c", {WITH_WORKER!r}]
child = Child("c", command, env=os.environ, cwd=folder, log_file=folder / "log")
child.wait_ready(lambda: ";" in child.log(), 20)
print(child.pid, flush=True)
"""


def _start(folder: Path, code: str) -> Child:
    return Child(
        "the child", [sys.executable, "-c", code], env=ENVIRONMENT, cwd=folder, log_file=folder / "log"
    )


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie that nobody has reaped yet is dead all the same.
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def _soon(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def _worker_pid(log: str) -> int:
    return int(log.split("worker=")[1].split(";")[0])


def test_a_child_that_ends_before_it_is_ready_is_an_error_with_the_end_of_its_log(tmp_path: Path) -> None:
    child = _start(tmp_path, "print('no such port'); raise SystemExit(3)")

    with pytest.raises(ChildFailed, match=r"(?s)the child ended with exit code 3 .*no such port"):
        child.wait_ready(lambda: False, 20)


def test_a_child_that_is_never_ready_is_stopped_at_the_limit(tmp_path: Path) -> None:
    child = _start(tmp_path, "import time; time.sleep(60)")

    with pytest.raises(ChildFailed, match=r"not ready within 0\.2 s"):
        child.wait_ready(lambda: False, 0.2)

    assert not child.running


def test_stop_ends_the_child_and_its_workers_and_may_be_repeated(tmp_path: Path) -> None:
    child = _start(tmp_path, WITH_WORKER)
    child.wait_ready(lambda: ";" in child.log(), 20)
    worker = _worker_pid(child.log())

    child.stop()
    child.stop()

    assert not child.running
    assert _soon(lambda: not _alive(worker))


def test_a_child_that_ignores_the_request_is_killed_after_the_grace(tmp_path: Path) -> None:
    code = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up;', flush=True); time.sleep(60)"
    child = _start(tmp_path, code)
    child.wait_ready(lambda: ";" in child.log(), 20)

    child.stop(grace_seconds=0.2)

    assert not child.running


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("os.kill(os.getpid(), signal.SIGKILL)", id="killed"),
        pytest.param("os.kill(os.getpid(), signal.SIGTERM)", id="terminated"),
        pytest.param("os._exit(7)", id="exits at once"),
        pytest.param("sys.exit(0)", id="ends normally"),
        pytest.param("time.sleep(60)", id="interrupted"),
    ],
)
def test_a_child_and_its_workers_do_not_outlive_the_parent(tmp_path: Path, ending: str) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT + ending, str(tmp_path)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    worker = _worker_pid((tmp_path / "log").read_text())
    if "sleep" in ending:
        parent.send_signal(signal.SIGINT)
    parent.wait(10)
    parent.stdout.close()

    assert _soon(lambda: not _alive(child))
    assert _soon(lambda: not _alive(worker))


def test_a_fork_of_the_parent_does_not_stop_the_child(tmp_path: Path) -> None:
    child = _start(tmp_path, "import time; print('up;', flush=True); time.sleep(60)")
    child.wait_ready(lambda: ";" in child.log(), 20)

    fork = os.fork()
    if fork == 0:
        child.stop()
        os._exit(0)
    os.waitpid(fork, 0)

    assert child.running
    child.stop()
    assert not child.running
