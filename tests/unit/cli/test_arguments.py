"""What a wrong argument is answered with."""

import socket
from datetime import date
from pathlib import Path

import pytest

from flightpulse.arguments import whole_or_all
from flightpulse.cli import main
from flightpulse.demo.options import DemoOptions


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--date", "2014-01-01"], "2014-01-01 is not in the data, which holds 2013-01-01 .. 2013-12-31"),
        (["--date", "8 March"], "'8 March' is not a date; right is 2013-03-08"),
        (["--flights", "0"], "'0' is not a whole number from 1 to 1014"),
        (["--flights", "many"], "'many' is not a whole number from 1 to 1014, nor the word all"),
        (["--speed", "-1"], "'-1' is not a number of 0 or more"),
        (["--speed", "inf"], "'inf' is not a number of 0 or more"),
        (["--passengers-per-flight", "101"], "'101' is not a whole number from 1 to 100"),
        (["--seed", "1.5"], "'1.5' is not a whole number"),
        (["--port", "70000"], "'70000' is not a whole number from 1 to 65535"),
        (["--report", "no/such/folder/report.json"], "does not exist; create it first"),
        (["--faults", "late,rain"], "'rain' is no fault; there are duplicates, reorder, late, poison"),
        (["--faults", ""], "'' is no fault; there are duplicates, reorder, late, poison"),
        (["--report", "."], "'.' is a folder; right is a file name such as report.json"),
    ],
)
def test_a_bad_argument_says_what_would_be_right_and_exits_with_2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["demo", *arguments])

    assert exit_.value.code == 2
    assert sentence in capsys.readouterr().err


def test_all_flights_are_no_number_and_a_number_is_a_sample() -> None:
    assert whole_or_all(1, 1014)("all") is None
    assert whole_or_all(1, 1014)("60") == 60


@pytest.mark.parametrize(
    ("arguments", "flights"), [([], None), (["--flights", "all"], None), (["--flights", "60"], 60)]
)
def test_a_demo_replays_all_of_8_march_unless_it_is_asked_for_a_sample(
    arguments: list[str], flights: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[DemoOptions] = []

    def run_demo(options: DemoOptions) -> int:
        asked.append(options)
        return 0

    monkeypatch.setattr("flightpulse.demo.run.run_demo", run_demo)
    assert main(["demo", *arguments]) == 0
    assert [(options.day, options.flights) for options in asked] == [(date(2013, 3, 8), flights)]


def test_no_command_and_an_unknown_one_are_answered_with_usage(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["demonstrate"]):
        with pytest.raises(SystemExit) as exit_:
            main(arguments)
        assert exit_.value.code == 2
    assert "usage: flightpulse" in capsys.readouterr().err


def test_help_teaches_by_example_and_says_what_the_exit_status_means(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["demo", "--help"])

    shown = capsys.readouterr().out
    assert exit_.value.code == 0
    assert "flightpulse demo --report report.json" in shown
    assert "exit status: 0 every promise kept" in shown


def test_a_missing_set_up_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLIGHTPULSE_EMULATOR_VENV", str(tmp_path / "none"))

    assert main(["demo"]) == 2
    assert "Run `make setup`" in capsys.readouterr().err


def test_a_port_in_use_is_named_before_anything_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    monkeypatch.setenv("FLIGHTPULSE_EMULATOR_VENV", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert main(["demo", "--port", str(port)]) == 2
    assert f"port {port} is in use; choose another with --port" in capsys.readouterr().err


def test_an_unknown_argument_is_named_with_the_way_to_the_right_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["demo", "--flihgts", "8"]) == 2
    said = capsys.readouterr().err
    assert "'--flihgts'" in said
    assert "flightpulse demo --help" in said
