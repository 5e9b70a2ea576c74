"""The table after `make test` says what ran, and a suite that failed or ran nothing fails the run."""

from pathlib import Path

import pytest

from tools import run_suites
from tools.run_suites import Outcome, main, read_report, run_suite


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one suite of four tests: two pass, one is skipped, one fails."""
    suite = tmp_path / "tests" / "contract"
    suite.mkdir(parents=True)
    (suite / "test_some.py").write_text(
        "import pytest\n"
        "def test_one(): pass\n"
        "def test_two(): pass\n"
        "@pytest.mark.skip(reason='shown in the table')\n"
        "def test_three(): pass\n"
        "def test_four(): assert False\n"
    )
    monkeypatch.setattr(run_suites, "ROOT", tmp_path)
    monkeypatch.setenv(
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1"
    )  # the inner pytest starts in a third of the time
    return tmp_path


def test_counts_what_passed_failed_and_was_skipped(project: Path) -> None:
    outcome = run_suite("contract", [], project / "report.xml")
    assert (outcome.passed, outcome.failed, outcome.skipped) == (2, 1, 1)
    assert not outcome.ok


def test_a_suite_that_runs_nothing_is_not_a_success(project: Path) -> None:
    outcome = run_suite("contract", ["-k", "no_such_test"], project / "report.xml")
    assert outcome.exit_code == 5
    assert not outcome.ok


def test_a_pytest_that_died_before_its_report_counts_no_test(tmp_path: Path) -> None:
    assert read_report(tmp_path / "absent.xml") == (0, 0, 0)


def test_the_run_fails_with_a_failing_suite_and_ends_with_the_totals(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["run_suites"])
    assert main() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "2 passed, 1 failed, 1 skipped"


def test_a_folder_without_tests_is_no_suite(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "tests" / "infra").mkdir()
    monkeypatch.setattr("sys.argv", ["run_suites", "infra"])
    with pytest.raises(SystemExit):
        main()


def test_an_unknown_suite_is_refused_with_those_that_exist(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["run_suites", "contracts"])
    with pytest.raises(SystemExit):
        main()
    assert "no such suite: contracts; there are contract" in capsys.readouterr().err


def test_only_exit_code_0_is_a_success() -> None:
    assert Outcome("unit", 1, 0, 0, 0.1, exit_code=0).ok
    assert not Outcome("unit", 1, 0, 0, 0.1, exit_code=3).ok


def test_suites_side_by_side_say_whose_line_is_whose_and_keep_their_order_in_the_table(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "tests" / "infra").mkdir()
    (project / "tests" / "infra" / "test_other.py").write_text("def test_five(): pass\n")
    monkeypatch.setattr("sys.argv", ["run_suites"])
    assert main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("contract    | 1 failed, 2 passed, 1 skipped") for line in lines)
    assert any(line.startswith("infra       | 1 passed") for line in lines)
    table = lines[next(number for number, line in enumerate(lines) if line.startswith("suite")) :]
    assert [line.split()[0] for line in table if line][1:3] == ["contract", "infra"]
    assert lines[-1] == "3 passed, 1 failed, 1 skipped"
