"""The emulator's process: clear when it does not come up, gone when its parent is."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local.emulator.emulator import Emulator
from local.runtime.child import ChildFailed
from local.runtime.paths import REPOSITORY
from local.runtime.ports import accepts_connections
from tests.contract.emulator.waiting import eventually

PARENT = """
import sys, time
from pathlib import Path
from local.emulator.emulator import Emulator
emulator = Emulator.start(Path(sys.argv[1]))
print(emulator.port, flush=True)
time.sleep(60)
"""


def test_it_listens_on_one_loopback_address_only(emulator: Emulator) -> None:
    """On Linux 127.0.0.2 is this machine too: only a server that listens everywhere answers there."""
    connect = f"import socket; socket.create_connection(('127.0.0.2', {emulator.port}), 1)"

    elsewhere = subprocess.run([sys.executable, "-c", connect], capture_output=True, check=False)

    assert accepts_connections(emulator.port)
    assert elsewhere.returncode != 0


def test_it_is_gone_when_its_parent_was_killed(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)}
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    port = int(parent.stdout.readline())
    assert accepts_connections(port)

    parent.send_signal(signal.SIGKILL)
    parent.wait(10)
    parent.stdout.close()

    assert eventually(lambda: not accepts_connections(port))


def test_a_start_that_fails_shows_the_end_of_the_log(tmp_path: Path) -> None:
    with pytest.raises(ChildFailed, match=r"(?s)ministack.*exit code 1.*invalid literal for int.*many"):
        Emulator.start(tmp_path, extra_env={"FLIGHTPULSE_EMULATOR_LAMBDA_WORKERS": "many"})
