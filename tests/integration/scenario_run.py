"""`flightpulse scenario NAMES --keep-running` as a process of its own, and its API."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
ENDED = "Still running: "
LIMIT_SECONDS = 150


class ScenarioRun:
    """Started at once; `wait` returns when everything has been played."""

    def __init__(self, folder: Path, *names: str) -> None:
        self.folder = folder
        self._output = folder / "scenarios.txt"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
        with self._output.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flightpulse", "scenario", *names, "--keep-running"],
                cwd=folder,
                env=environment | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def text(self) -> str:
        return self._output.read_text(encoding="utf-8")

    def wait(self) -> None:
        deadline = time.monotonic() + LIMIT_SECONDS
        while ENDED not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < deadline, self.text
            time.sleep(0.2)

    def ask(self, path: str, **params: str) -> Any:
        url = self.text.split(ENDED)[1].split()[0]
        return httpx.get(url + path, params=params, timeout=10).raise_for_status().json()
