"""The doctor finds what is wrong, says what to do, and changes nothing."""

import os
import sys
from pathlib import Path

import pytest

from flightpulse.cli import main
from flightpulse.demo.processes import Process
from flightpulse.doctor import examine, interpreter, leftovers, machine, packages, stand_ins
from flightpulse.doctor.finding import Finding, Level, fail, ok, warn
from local.emulator.compat.version import PINNED
from local.runtime.ports import accepts_connections, listening

LOCK = """\
aiokafka[lz4,zstd]==0.14.0 \\
    --hash=sha256:00
    # via flightpulse
Typing_Extensions==4.15.0 \\
    --hash=sha256:11
"""
WANTED = {"aiokafka": "0.14.0", "typing-extensions": "4.15.0"}


@pytest.mark.parametrize(
    ("found", "level"), [((3, 10, 9), Level.FAIL), ((3, 11, 0), Level.OK), ((3, 13, 2), Level.OK)]
)
def test_python_has_to_be_new_enough(found: tuple[int, ...], level: Level) -> None:
    assert interpreter.version(found).level is level


def test_an_environment_that_is_not_there_is_to_be_set_up(tmp_path: Path) -> None:
    finding = interpreter.environment(Path(sys.prefix), tmp_path)
    assert (finding.level, finding.advice) == (Level.FAIL, "run `make setup`")


def test_another_python_than_the_projects_is_worth_a_look(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    assert interpreter.environment(tmp_path / "other", tmp_path).level is Level.WARN
    assert interpreter.environment(tmp_path / ".venv", tmp_path).level is Level.OK


def test_a_lock_is_read_with_extras_and_any_spelling() -> None:
    assert packages.pins(LOCK) == WANTED


def test_the_lock_of_the_demo_names_its_packages() -> None:
    wanted = packages.pins(packages.LOCK.read_text(encoding="utf-8"))
    assert {"aiokafka", "confluent-kafka", "faker", "rich"} <= wanted.keys()


@pytest.mark.parametrize(
    ("found", "level", "said"),
    [
        (WANTED, Level.OK, "2 as locked"),
        (WANTED | {"extra": "1"}, Level.OK, "2 as locked"),
        ({"aiokafka": "0.14.0"}, Level.FAIL, "1 of 2 missing (typing-extensions)"),
        (WANTED | {"aiokafka": "0.13.0"}, Level.WARN, "aiokafka 0.13.0, not 0.14.0"),
    ],
)
def test_packages_are_held_against_the_lock(found: dict[str, str], level: Level, said: str) -> None:
    finding = packages.compare(WANTED, found)
    assert finding.level is level
    assert said in finding.found


def test_a_missing_embedded_aws_is_to_be_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLIGHTPULSE_EMULATOR_VENV", str(tmp_path))
    finding = stand_ins.emulator()
    assert (finding.level, finding.advice) == (Level.FAIL, "run `make setup`")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo 1.0.0", "ministack 1.0.0, not "),
        ("echo no such package >&2; exit 1", "ministack is not in its environment"),
        (f"echo {PINNED}", f"ministack {PINNED}"),
    ],
)
def test_the_embedded_aws_has_to_be_the_one_that_is_patched(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    monkeypatch.setenv("FLIGHTPULSE_EMULATOR_VENV", str(tmp_path))
    finding = stand_ins.emulator()
    assert said in finding.found
    assert (finding.level is Level.OK) == (PINNED in script)


def test_damaged_data_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "flights.csv.zip"
    broken.write_text("half a download")
    monkeypatch.setattr(stand_ins, "archive", lambda: broken)
    assert stand_ins.data().level is Level.FAIL


def test_the_loopback_of_this_machine_answers() -> None:
    assert machine.loopback().level is Level.OK
    with listening() as port:
        assert accepts_connections(port)
    assert not accepts_connections(port)


def test_a_loopback_that_is_blocked_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "accepts_connections", lambda port, timeout_seconds: False)
    assert machine.loopback().level is Level.FAIL


@pytest.mark.parametrize(("free", "level"), [(500, Level.FAIL), (900, Level.WARN), (4000, Level.OK)])
def test_memory_is_held_against_what_the_demo_takes(free: int, level: Level) -> None:
    assert machine.judge_memory(free).level is level


def test_a_container_has_no_more_memory_than_its_limit_leaves(tmp_path: Path) -> None:
    system = tmp_path / "meminfo"
    system.write_text("MemTotal: 9 kB\nMemAvailable:   8388608 kB\n")
    assert machine.free_megabytes(system, tmp_path) == 8192
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("1\n")
    assert machine.free_megabytes(system, tmp_path) == 8192
    (tmp_path / "memory.max").write_text(f"{1024 * 1024 * 1024}\n")
    (tmp_path / "memory.current").write_text(f"{24 * 1024 * 1024}\n")
    assert machine.free_megabytes(system, tmp_path) == 1000
    assert machine.free_megabytes(tmp_path / "none", tmp_path / "none") is None


@pytest.mark.parametrize(
    ("alive", "level", "said"),
    [
        ([], Level.OK, "no process"),
        ([(7, 5)], Level.WARN, "a run is under way (1 processes)"),
        ([(7, 1), (8, 5)], Level.WARN, "1 processes are left over"),
    ],
)
def test_orphans_are_told_from_a_run_that_is_under_way(
    alive: list[tuple[int, int]], level: Level, said: str
) -> None:
    stranger = Process(3, 1, 3, ended=False)
    ours = [Process(pid, parent, pid, ended=False) for pid, parent in alive]
    commands = {3: "python -m http.server"} | {
        process.pid: "python -m flightpulse.demo.supervised services.api" for process in ours
    }
    finding = leftovers.judge([stranger, *ours], commands)
    assert finding.level is level
    assert said in finding.found
    if "left over" in said:
        assert finding.advice == "end them: kill 7"


def test_folders_of_runs_that_went_wrong_are_named(tmp_path: Path) -> None:
    assert leftovers.folders(tmp_path).level is Level.OK
    (tmp_path / "flightpulse-demo-abc").mkdir()
    (tmp_path / "somebody-elses").mkdir()
    finding = leftovers.folders(tmp_path)
    assert finding.level is Level.WARN
    assert str(tmp_path / "flightpulse-demo-abc") in finding.advice


def test_the_command_of_a_process_is_known() -> None:
    assert leftovers.processes().level in (Level.OK, Level.WARN)
    assert "python" in leftovers._command(os.getpid()).lower()


@pytest.mark.parametrize(
    ("findings", "status", "last"),
    [
        ([ok("a", "is")], 0, "Ready."),
        ([ok("a", "is"), warn("b", "is", "look")], 0, "Ready, with 1 to look at."),
        ([fail("a", "is not", "do"), warn("b", "is", "look")], 1, "1 to put right, 1 to look at."),
        ([fail("a", "is not", "do")], 1, "1 to put right."),
    ],
)
def test_the_exit_status_is_1_when_something_has_to_be_put_right(
    findings: list[Finding],
    status: int,
    last: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(examine, "examine", lambda: iter(findings))
    assert main(["doctor"]) == status
    shown = capsys.readouterr().out.splitlines()
    assert shown[: len(findings)] == [str(finding) for finding in findings]
    assert shown[-1] == last
    for line, finding in zip(shown, findings, strict=False):
        assert finding.advice in line


def test_this_machine_is_ready_for_these_tests() -> None:
    findings = list(examine.examine())
    assert len(findings) == len(examine.CHECKS)
    # How much of it is free at this moment is no matter of the set-up.
    lasting = [finding for finding in findings if finding.subject not in ("memory", "disk")]
    assert [str(finding) for finding in lasting if finding.level is Level.FAIL] == []
