"""The table after `make test` says what ran, and a suite that failed or ran nothing fails the run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools import run_suites
from tools.outcome import Outcome, read_report
from tools.run_suites import main, run_suite
from tools.suites import PLAIN, Suite, why_no_engine

CONTRACT = next(suite for suite in PLAIN if suite.name == "contract")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one suite of four tests: two pass, one is skipped, one fails."""
    # CI says to the whole run which suites it requires; the run under test is another.
    monkeypatch.delenv("FLIGHTPULSE_REQUIRE", raising=False)
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
    outcome = run_suite(CONTRACT, [], project / "report.xml")
    assert (outcome.passed, outcome.failed, outcome.skipped) == (2, 1, 1)
    assert not outcome.ok


def test_a_suite_that_runs_nothing_is_not_a_success(project: Path) -> None:
    outcome = run_suite(CONTRACT, ["-k", "no_such_test"], project / "report.xml")
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


def test_a_suite_that_cannot_run_here_is_one_row_with_its_reason(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run_all(project, monkeypatch, lambda: "no engine here") == 0
    out = capsys.readouterr().out
    assert "not run: no engine here" in next(line for line in out.splitlines() if line.startswith("inside"))
    assert out.splitlines()[-1] == "1 passed, 0 failed, 0 skipped, not run: inside"


def test_a_suite_that_had_to_run_and_could_not_fails_the_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLIGHTPULSE_REQUIRE", "inside")
    assert _run_all(project, monkeypatch, lambda: "no engine here") == 1
    assert capsys.readouterr().out.splitlines()[-1] == "inside had to run in full: not run: no engine here"


def test_a_suite_that_had_to_run_may_not_skip_a_test(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLIGHTPULSE_REQUIRE", "inside")
    assert _run_all(project, monkeypatch, lambda: None) == 1
    assert "inside had to run in full: 1 skipped: for a reason" in capsys.readouterr().out


def test_one_that_had_to_run_and_is_not_there_fails_the_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLIGHTPULSE_REQUIRE", "browser")
    assert _run_all(project, monkeypatch, lambda: "no engine here") == 1
    assert "browser had to run in full: it is no suite of this run" in capsys.readouterr().out


def test_a_target_of_make_is_a_suite_when_the_makefile_has_it(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = Suite("program", target="program")
    assert not suite.is_present(project)
    (project / "Makefile").write_text("program:\n\t@exit 3\n")
    assert suite.is_present(project)
    outcome = run_suite(suite, [], project / "report.xml")
    assert (outcome.passed, outcome.failed, outcome.ok) == (0, 1, False)


def test_what_a_suite_needs_is_made_first_and_its_failure_is_the_suite_s(project: Path) -> None:
    (project / "Makefile").write_text("images:\n\t@exit 3\n")
    outcome = run_suite(Suite("contract", "tests/contract", first="images"), [], project / "report.xml")
    assert (outcome.passed, outcome.ok) == (0, False)


def test_what_is_marked_long_is_left_to_the_suite_of_the_long_ones(project: Path) -> None:
    (project / "pytest.ini").write_text("[pytest]\nmarkers = long: at full size\n")
    (project / "tests" / "contract" / "test_some.py").write_text(
        "import pytest\ndef test_short(): pass\n@pytest.mark.long\ndef test_whole(): assert False\n"
    )
    shorter = run_suite(CONTRACT, [], project / "shorter.xml")
    assert (shorter.passed, shorter.failed) == (1, 0)
    whole = run_suite(Suite("long", "tests", marked="long"), [], project / "long.xml")
    assert (whole.passed, whole.failed) == (0, 1)


def test_processes_of_tests_find_the_project_compiled(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (project / "tests" / "contract" / "test_some.py").write_text(
        "import sys\ndef test_it(): assert not sys.dont_write_bytecode\n"
    )
    assert run_suite(CONTRACT, [], project / "report.xml").passed == 1


def test_a_docker_that_no_engine_answers_is_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\necho 'Cannot connect to the Docker daemon' >&2; exit 1\n")
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert why_no_engine() == "no container engine: Cannot connect to the Docker daemon"
    docker.unlink()
    assert why_no_engine() == "no container engine: there is no docker command"


def _run_all(project: Path, monkeypatch: pytest.MonkeyPatch, why_not: Callable[[], str | None]) -> int:
    """A plain suite of one test, and inside its folder one that needs something."""
    outer, inner = project / "tests" / "outer", project / "tests" / "outer" / "inside"
    inner.mkdir(parents=True)
    (outer / "test_outer.py").write_text("def test_one(): pass\n")
    (inner / "test_inner.py").write_text(
        "import pytest\n"
        "def test_two(): pass\n"
        "@pytest.mark.skip(reason='for a reason')\n"
        "def test_three(): pass\n"
    )
    monkeypatch.setattr(
        run_suites, "PLAIN", (Suite("outer", "tests/outer", without=("tests/outer/inside",)),)
    )
    monkeypatch.setattr(run_suites, "MORE", (Suite("inside", "tests/outer/inside", why_not=why_not),))
    monkeypatch.setattr("sys.argv", ["run_suites", "--all"])
    return main()
