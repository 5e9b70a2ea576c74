"""What is known of processes, with /proc and without."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flightpulse.demo.memory import megabytes
from flightpulse.demo.processes import running_processes

FILLS_MEMORY = "block = bytearray(60_000_000); print('filled', flush=True); input()"
both = pytest.mark.parametrize("has_proc", [True, False])


@pytest.fixture
def child() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-c", FILLS_MEMORY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def way(has_proc: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if has_proc and not Path("/proc/self/stat").exists():
        pytest.skip("this system has no /proc")
    if not has_proc:
        if shutil.which("ps") is None:
            pytest.skip("this system has no ps")
        monkeypatch.setattr("flightpulse.demo.processes.PROC", tmp_path)


@both
@pytest.mark.usefixtures("way")
def test_a_child_is_seen_with_its_parent_its_group_and_its_memory(child: subprocess.Popen[bytes]) -> None:
    (seen,) = (process for process in running_processes() if process.pid == child.pid)

    assert (seen.parent, seen.group, seen.ended) == (os.getpid(), child.pid, False)
    assert 60_000 <= seen.kilobytes <= 120_000


@both
@pytest.mark.usefixtures("way")
def test_a_child_that_nobody_waited_for_has_ended(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)

    (seen,) = (process for process in running_processes() if process.pid == child.pid)
    assert seen.ended


def test_memory_counts_the_groups_and_this_process(child: subprocess.Popen[bytes]) -> None:
    alone = megabytes(())

    assert alone > 5
    assert 57 <= megabytes((child.pid,)) - alone <= 120
