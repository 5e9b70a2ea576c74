"""How a demo ends: with which status, and with which words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from botocore.exceptions import EndpointConnectionError

from flightpulse.cli import main
from flightpulse.demo.summary import summary
from local.report.losses import Loss
from local.report.report import Report
from local.runtime.child import ChildFailed
from tests.unit.cli.reports import GOOD

LOST = replace(GOOD, losses=(Loss("not_told", "UA-0207-2013-03-08-EWR-1", "c1", "time (first)"),) * 12)


@pytest.fixture
def ending_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Report | Exception], int]:
    """Runs `flightpulse demo` with a replay that ends so, its work folder inside `tmp_path`."""
    monkeypatch.setattr("flightpulse.demo.run.check_setup", lambda _options: None)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def run(ending: Report | Exception) -> int:
        def play(*_arguments: object) -> Report:
            if isinstance(ending, Exception):
                raise ending
            return ending

        monkeypatch.setattr("flightpulse.demo.run._play", play)
        return main(["demo"])

    return run


def test_nothing_lost_is_success_and_leaves_no_folder(
    ending_with: Callable[[Report | Exception], int], tmp_path: Path
) -> None:
    assert ending_with(GOOD) == 0
    assert list(tmp_path.iterdir()) == []


def test_anything_lost_is_failure_and_keeps_the_logs(
    ending_with: Callable[[Report | Exception], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending_with(LOST) == 1
    (kept,) = tmp_path.iterdir()
    assert f"Logs are kept in {kept}" in capsys.readouterr().out


def test_a_process_that_does_not_come_up_is_failure_with_the_end_of_its_log(
    ending_with: Callable[[Report | Exception], int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ending_with(ChildFailed("the consumer ended\nno module named aiokafka")) == 1
    shown = capsys.readouterr().out
    assert "no module named aiokafka" in shown
    assert "Logs are kept in" in shown


def test_an_emulator_that_dies_is_a_sentence_and_not_a_traceback(
    ending_with: Callable[[Report | Exception], int], capsys: pytest.CaptureFixture[str]
) -> None:
    gone = EndpointConnectionError(endpoint_url="http://127.0.0.1:4566/")

    assert ending_with(gone) == 1
    assert "The embedded AWS does not answer as it should: Could not connect" in capsys.readouterr().out


def test_the_summary_says_what_was_sent_what_is_invented_and_that_nothing_was_lost() -> None:
    text = summary(GOOD, "a broker")
    for part in (
        "8 of the day's 979 flights",
        "60 (26 email, 11 push, 23 sms)",
        "7 cancelled, 53 delay",
        "50 in the stand-in model's words by 9 calls, 10 from templates",
        "first message after 4.8 s",
        "Invented from the seed",
        "Nothing lost",
        "3 telling.opted-out",
        "5 messages held, 4 sent after them, 1 overtaken by what cannot wait, 0 waiting",
        "to the table p50 30 ms, p95 40 ms, p99 40 ms (3 measured)",
        "told hash   5f2b0c1d77aa0912",
    ):
        assert part in text


def test_the_summary_counts_losses_and_shows_the_first_of_them() -> None:
    text = summary(LOST, "a broker")

    assert "BROKEN: 12 not told" in text
    assert text.count("UA-0207-2013-03-08-EWR-1 c1: time (first)") == 10
    assert "Nothing lost" not in text


def test_the_report_file_has_the_promised_fields() -> None:
    content = LOST.to_json()

    assert content["messages"]["by_kind"] == {"cancelled": 7, "delay": 53}
    assert content["model"] == {"calls": 9, "cached": 41, "templates": 10, "repairs": 0}
    assert content["workflows"] == {"succeeded": 13, "failed": 0, "running": 0}
    assert content["broken"][0]["kind"] == "not_told"
    assert content["kept"] is False
    assert content["totals"] == {
        "flights": {"source": 8, "table": 8},
        "cancelled": {"source": 2, "table": 2},
    }
    assert content["messages"]["suppressed_by_rule"] == {"telling.opted-out": 3}
    assert content["messages"]["quiet_hours"] == {"held": 5, "released": 4, "overtaken": 1, "waiting": 0}
    assert content["latency_ms"] == {
        "append_to_table": {"p50": 30, "p95": 40, "p99": 40, "samples": 3},
        "append_to_sink": {"p50": 900, "p95": 1500, "p99": 1500, "samples": 3},
    }
    assert {"date", "dead_letters", "truth_hash", "told_hash", "seconds"} <= content.keys()
