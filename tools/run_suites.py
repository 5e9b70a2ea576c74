"""Runs the test suites, two side by side where that is safe, and prints what each ran, skipped and took."""

import argparse
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
# The unit tests share nothing, so they take every core.
PARALLEL = {"unit": ["--numprocesses=auto", "--maxprocesses=4"]}
SUITES = ("unit", "eval", "contract", "infra", "integration", "reliability")
# The others own processes and free ports, and wait for them half of their time: two fit side by side.
# The longest begins, or it would end alone.
SIDE_BY_SIDE = ("integration", "contract", "reliability", "infra", "eval")
LANES = 2
_SAYING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one suite did: the counts of its report, its wall-clock seconds and pytest's exit code."""

    suite: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    exit_code: int

    @property
    def ok(self) -> bool:
        """True when pytest ended well and at least one test ran."""
        return self.exit_code == 0


def run_suite(suite: str, extra: list[str], report: Path, *, prefixed: bool = False) -> Outcome:
    """Runs tests/<suite> in a pytest of its own, so that no suite inherits another one's processes.

    `prefixed` puts the suite's name before each of its lines, for suites that run side by side.
    """
    say(f"\n==> {suite}")
    command = [sys.executable, "-m", "pytest", f"tests/{suite}", "-q", f"--junitxml={report}"]
    command += [*PARALLEL.get(suite, []), *extra]
    started = time.monotonic()
    if prefixed:
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as pytest:
            for line in pytest.stdout or ():
                say(f"{suite:<12}| {line.rstrip()}")
        exit_code = pytest.returncode
    else:
        exit_code = subprocess.run(command, cwd=ROOT, check=False).returncode
    passed, failed, skipped = read_report(report)
    return Outcome(suite, passed, failed, skipped, time.monotonic() - started, exit_code)


def run_suites(suites: list[str], extra: list[str], folder: Path) -> list[Outcome]:
    """Runs every suite, also after one that failed, but none after Ctrl-C.

    Ctrl-C reaches pytest too, which stops what its fixtures started; this process waits for that.
    """
    interrupts: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number))

    def run(suite: str, prefixed: bool) -> Outcome | None:
        if interrupts:
            return None
        return run_suite(suite, extra, folder / f"{suite}.xml", prefixed=prefixed)

    together = [suite for suite in SIDE_BY_SIDE if suite in suites]
    alone = [suite for suite in suites if suite not in together]
    try:
        outcomes = [run(suite, prefixed=False) for suite in alone]
        with ThreadPoolExecutor(LANES) as lanes:
            outcomes += lanes.map(lambda suite: run(suite, prefixed=len(together) > 1), together)
    finally:
        signal.signal(signal.SIGINT, before)
    done = {outcome.suite: outcome for outcome in outcomes if outcome is not None}
    return [done[suite] for suite in suites if suite in done]


def say(line: str) -> None:
    """Prints one whole line, whoever else prints at the time."""
    with _SAYING:
        print(line, flush=True)


def read_report(report: Path) -> tuple[int, int, int]:
    """Returns passed, failed and skipped from a JUnit report; all 0 when there is none."""
    if not report.exists():
        return 0, 0, 0
    totals = ElementTree.parse(report).getroot().find("testsuite")
    if totals is None:
        return 0, 0, 0
    count = {name: int(totals.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    return count["tests"] - failed - count["skipped"], failed, count["skipped"]


def print_table(outcomes: list[Outcome], seconds: float) -> None:
    """Prints one line per suite and a closing line that a CI can read. `seconds`: of the whole run."""
    print(f"\n{'suite':<14}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for outcome in outcomes:
        remark = "" if outcome.ok else f"   pytest exit code {outcome.exit_code}"
        counts = f"{outcome.passed:>8}{outcome.failed:>8}{outcome.skipped:>9}{outcome.seconds:>9.1f}"
        print(f"{outcome.suite:<14}{counts}{remark}")
    print(f"{'on the clock':<14}{'':>25}{seconds:>9.1f}\n")
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)


def main() -> int:
    """Returns 0 when every suite passed and none was empty."""
    present = [suite for suite in SUITES if any((ROOT / "tests" / suite).rglob("test_*.py"))]
    parser = argparse.ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"any of {', '.join(present)}")
    parser.add_argument("--pytest", action="append", default=[], metavar="ARG", help="passed on to pytest")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.suites) - set(present))
    if unknown:
        parser.error(f"no such suite: {', '.join(unknown)}; there are {', '.join(present)}")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run_suites(arguments.suites or present, arguments.pytest, Path(folder))
    print_table(outcomes, time.monotonic() - started)
    return 0 if all(outcome.ok for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
