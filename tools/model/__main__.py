"""`python -m tools.model`: the specifications hold, and each wording known to fail is found to fail."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.model.catalogue import FAILING, PASSING, Run
from tools.model.checker import NoChecker, check, fetched
from tools.model.output import NotUnderstood, Verdict

WORKERS = min(2, os.cpu_count() or 1)


def main() -> int:
    """0 when all is as it should be, 1 when a verdict is another one, 2 when TLC cannot run here."""
    parser = argparse.ArgumentParser(prog="make model", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="RUN", help="parts of names of runs or specifications")
    names = parser.parse_args().names
    try:
        jar = fetched()
    except NoChecker as reason:
        print(reason, file=sys.stderr)
        return 2
    print(
        f"{'specification':<14}{'run':<40}{'distinct':>10}{'depth':>7}{'seconds':>9}   violated", flush=True
    )
    complaints = [_judge(jar, run, WORKERS) for run in _chosen(PASSING, names)]
    # A counterexample is the shortest one only with one worker, so two runs share the processors.
    with ThreadPoolExecutor(WORKERS) as lanes:
        complaints += lanes.map(lambda run: _judge(jar, run, 1), _chosen(FAILING, names))
    for complaint in filter(None, complaints):
        print(complaint, file=sys.stderr)
    print(f"{len(complaints)} runs, {len(list(filter(None, complaints)))} not as they should be")
    return int(any(complaints) or not complaints)


def _chosen(runs: Sequence[Run], names: Sequence[str]) -> list[Run]:
    """Those that are named; all when nothing is."""
    return [
        run for run in runs if not names or any(n in f"{run.specification.name} {run.name}" for n in names)
    ]


def _judge(jar: Path, run: Run, workers: int) -> str | None:
    """Prints a line; what is wrong with the verdict, if anything."""
    label = f"{run.specification.name:<14}{run.name:<40}"
    try:
        verdict = check(jar, run, workers)
    except (NotUnderstood, subprocess.TimeoutExpired) as failure:
        print(f"{label}   no verdict", flush=True)
        return f"{run.specification.name}, {run.name}: {failure}"
    numbers = f"{verdict.distinct:>10,}{verdict.depth:>7}{verdict.seconds:>9}"
    print(f"{label}{numbers}   {verdict.violated or '-'}", flush=True)
    return complaint(run, verdict)


def complaint(run: Run, verdict: Verdict) -> str | None:
    """What is wrong with a verdict; None when it is the one that the catalogue names."""
    if verdict.violated == run.violates:
        return None
    where = f"{run.specification.name}, {run.name}"
    if run.violates is None:
        return f"{where}: {verdict.violated} is violated after {verdict.depth} steps"
    return f"{where}: TLC must find {run.violates} violated, and found {verdict.violated or 'nothing'}"


if __name__ == "__main__":
    sys.exit(main())
