"""One scenario as a user runs it, up to Ctrl-C. All of them: test_scenarios.py."""

import signal
from pathlib import Path

import pytest

from tests.integration.scenario_run import ScenarioRun

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(200)]


def test_it_comes_out_as_promised_and_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    run = ScenarioRun(tmp_path, "gate-change")
    try:
        run.wait()
        assert "gate-change: " in run.text
        assert "  As promised." in run.text
        assert [
            line["status"] for line in run.ask("/v1/flights", status="scheduled", date="2013-03-08")["items"]
        ]
        run.process.send_signal(signal.SIGINT)
        assert run.process.wait(60) == 128 + signal.SIGINT
    finally:
        run.process.kill()
        run.process.wait()
    assert list(tmp_path.glob("flightpulse-*")) == []
