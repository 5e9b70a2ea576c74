"""The runs of TLC, its specifications and their page name the same; what TLC says is read as it is meant."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.project.repository import ROOT
from tools.model import checker
from tools.model.__main__ import complaint
from tools.model.catalogue import CONSUMER, FAILING, PASSING, RIGHT, TELLING, Run
from tools.model.config import config
from tools.model.output import NotUnderstood, Verdict, read

PAGE = ROOT / "docs" / "model" / "README.md"
SWITCH = re.compile(r'\bIs\("([^"]+)"\)')
ROW = re.compile(r"^\| `([^`]+)` \|.*\| `(\w+)` \|$", re.MULTILINE)
PASSED = """\
TLC2 Version 2.18 of 20 March 2023
Progress(12) at 2026-01-01 00:00:00: 12,131 states generated, 5,302 distinct states found, 9 left on queue.
Model checking completed. No error has been found.
116953 states generated, 46531 distinct states found, 0 states left on queue.
The depth of the complete state graph search is 26.
Finished in 01min 22s at (2026-01-01 00:00:00)
"""
FOUND = """\
Error: Invariant InOrder is violated.
Error: The behavior up to this point is:
State 1: <Initial predicate>
/\\ log = <<>>

State 2: <Assign line 1, col 1 to line 2, col 2 of module Consumer>
347 states generated, 142 distinct states found, 113 states left on queue.
Finished in 03s at (2026-01-01 00:00:00)
"""


def specification(name: str) -> str:
    return (ROOT / "docs" / "model" / f"{name}.tla").read_text()


@pytest.mark.parametrize("which", [CONSUMER, TELLING], ids=lambda which: which.name)
def test_every_switch_of_the_specification_has_a_run_and_every_run_a_switch(which: object) -> None:
    runs = {run.wording for run in FAILING if run.specification is which}
    name = CONSUMER.name if which is CONSUMER else TELLING.name
    assert runs == set(SWITCH.findall(specification(name)))


def test_the_page_lists_every_wording_with_what_it_violates() -> None:
    assert dict(ROW.findall(PAGE.read_text())) == {run.wording: str(run.violates) for run in FAILING}


@pytest.mark.parametrize("run", [*PASSING, *FAILING], ids=lambda run: run.name)
def test_a_run_names_what_its_specification_has(run: Run) -> None:
    text = specification(run.specification.name)
    properties = {*run.specification.invariants, *filter(None, (run.liveness, run.violates))}
    assert {name for name in properties if f"\n{name} ==" not in text} == set()
    assert {name for name in run.constants if name not in run.specification.constants} == set()
    assert {
        name for name in run.specification.constants if not re.search(rf"\b{name},? +\\\*", text)
    } == set()
    assert (run.wording == RIGHT) == (run.violates is None)


def test_a_configuration_swaps_processes_but_never_where_it_asks_for_an_end() -> None:
    safe = config(PASSING[0])
    assert 'Wording = "right"' in safe
    assert "SYMMETRY Twins" in safe
    live = config(next(run for run in PASSING if run.liveness))
    assert "PROPERTY Ends" in live
    assert "SPECIFICATION LiveSpec" in live
    assert "SYMMETRY" not in live


def test_a_run_that_passed_is_read() -> None:
    assert read(PASSED) == Verdict(None, 46531, 26, 82)


def test_a_violation_is_read_with_the_length_of_its_way() -> None:
    assert read(FOUND) == Verdict("InOrder", 142, 2, 3)


def test_a_temporal_property_is_named_by_the_run() -> None:
    said = FOUND.replace("Invariant InOrder is violated.", "Temporal properties were violated.")
    assert read(said, "Ends").violated == "Ends"


@pytest.mark.parametrize(
    "output",
    [
        "",
        "Error: Parsing or semantic analysis failed.\nFinished in 00s at (x)\n",
        PASSED.replace("No error has been found.", ""),
        PASSED.replace(", 0 states left", ", 7 states left"),
        PASSED.replace("Finished in", "Ended after"),
    ],
)
def test_an_end_without_a_verdict_is_none(output: str) -> None:
    with pytest.raises(NotUnderstood):
        read(output)


def test_a_wording_that_is_not_found_is_complained_of() -> None:
    wrong = FAILING[0]
    assert complaint(wrong, Verdict(wrong.violates, 1, 1, 1)) is None
    assert "found nothing" in str(complaint(wrong, Verdict(None, 1, 1, 1)))
    assert "found NoLoss" in str(complaint(wrong, Verdict("NoLoss", 1, 1, 1)))
    assert "NoLoss is violated" in str(complaint(PASSING[0], Verdict("NoLoss", 1, 1, 1)))


def test_without_java_it_says_so_and_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tools.model"]
    done = subprocess.run(
        command, cwd=ROOT, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (2, "no TLC: there is no java command")


def test_a_jar_with_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "KEPT", tmp_path)
    monkeypatch.setattr(checker, "why_no_checker", lambda: None)
    checker.jar_path().write_bytes(b"another jar")
    with pytest.raises(checker.NoChecker, match="has the hash"):
        checker.fetched()
