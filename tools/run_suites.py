"""Runs the test suites, two side by side where that is safe, and prints what each ran, skipped and took."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.outcome import Outcome, print_table, read_reasons, read_report
from tools.suites import LANES, MORE, PARALLEL, PLAIN, SIDE_BY_SIDE, Suite, has_target

ROOT = Path(__file__).parent.parent
REQUIRED_VARIABLE = "FLIGHTPULSE_REQUIRE"
"""Suites, with commas between them, that fail the run when they or any of their tests are skipped."""

_SAYING = threading.Lock()


def run_suite(suite: Suite, extra: list[str], report: Path, *, prefixed: bool = False) -> Outcome:
    """Runs one suite in a process of its own, so that no suite inherits another one's processes.

    `prefixed` puts the suite's name before each of its lines, for suites that run side by side.
    """
    started = time.monotonic()
    if reason := suite.why_not():
        say(f"\n==> {suite.name} is not run: {reason}")
        return Outcome(suite.name, 0, 0, 0, time.monotonic() - started, 0, not_run=reason)
    say(f"\n==> {suite.name}")
    exit_code = 0
    if suite.first and has_target(ROOT, suite.first):
        exit_code = _run(["make", suite.first], suite.name, prefixed=prefixed)
    if exit_code == 0:
        exit_code = _run(_command(suite, extra, report), suite.name, prefixed=prefixed)
    passed, failed, skipped = read_report(report)
    if suite.target:
        passed, failed = int(exit_code == 0), int(exit_code != 0)
    seconds = time.monotonic() - started
    return Outcome(suite.name, passed, failed, skipped, seconds, exit_code, reasons=read_reasons(report))


def _command(suite: Suite, extra: list[str], report: Path) -> list[str]:
    if suite.target:
        return ["make", suite.target]
    command = [sys.executable, "-m", "pytest", suite.folder, "-q", "-m", suite.marked, f"--junitxml={report}"]
    command += [f"--ignore={folder}" for folder in suite.without]
    return [*command, *PARALLEL.get(suite.name, []), *extra]


def _run(command: Sequence[str], name: str, *, prefixed: bool) -> int:
    # Hundreds of processes are started, and each would compile the project again.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if not prefixed:
        return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            say(f"{name:<12}| {line.rstrip()}")
    return process.returncode


def run_suites(suites: Sequence[Suite], extra: list[str], folder: Path) -> list[Outcome]:
    """Runs every suite, also after one that failed, but none after Ctrl-C.

    Ctrl-C reaches pytest too, which stops what its fixtures started; this process waits for that.
    """
    interrupts: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number))

    def run(suite: Suite, prefixed: bool) -> Outcome | None:
        if interrupts:
            return None
        return run_suite(suite, extra, folder / f"{suite.name}.xml", prefixed=prefixed)

    named = {suite.name: suite for suite in suites}
    together = [named[name] for name in SIDE_BY_SIDE if name in named]
    first = [suite for suite in suites if suite in PLAIN and suite not in together]
    last = [suite for suite in suites if suite not in PLAIN]
    try:
        outcomes = [run(suite, prefixed=False) for suite in first]
        with ThreadPoolExecutor(LANES) as lanes:
            outcomes += lanes.map(lambda suite: run(suite, prefixed=len(together) > 1), together)
        outcomes += [run(suite, prefixed=False) for suite in last]
    finally:
        signal.signal(signal.SIGINT, before)
    done = {outcome.suite: outcome for outcome in outcomes if outcome is not None}
    return [done[name] for name in named if name in done]


def say(line: str) -> None:
    """Prints one whole line, whoever else prints at the time."""
    with _SAYING:
        print(line, flush=True)


def missed(required: Sequence[str], outcomes: Sequence[Outcome]) -> list[str]:
    """What had to run in full and did not, each with its reason."""
    done = {outcome.suite: outcome for outcome in outcomes}
    return [
        f"{name} had to run in full: {done[name].remark if name in done else 'it is no suite of this run'}"
        for name in required
        if name not in done or not done[name].complete
    ]


def main() -> int:
    """Returns 0 when every suite passed, none was empty, and all that had to run did."""
    plain, more = ([suite for suite in of if suite.is_present(ROOT)] for of in (PLAIN, MORE))
    known = {suite.name: suite for suite in (*plain, *more)}
    parser = argparse.ArgumentParser(prog="make test", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"any of {', '.join(known)}")
    parser.add_argument("--all", action="store_true", help="also the suites that need more than Python")
    parser.add_argument("--pytest", action="append", default=[], metavar="ARG", help="passed on to pytest")
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.suites) - set(known))
    if unknown:
        parser.error(f"no such suite: {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [known[name] for name in arguments.suites] or [*plain, *(more if arguments.all else ())]
    required = [name for name in os.environ.get(REQUIRED_VARIABLE, "").split(",") if name]
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = run_suites(chosen, arguments.pytest, Path(folder))
    print_table(outcomes, time.monotonic() - started)
    for line in (complaints := missed(required, outcomes)):
        print(line, flush=True)
    return 0 if all(outcome.ok for outcome in outcomes) and not complaints else 1


if __name__ == "__main__":
    sys.exit(main())
