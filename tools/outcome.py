"""What a suite came to, and the table of all of them."""

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one suite did: the counts of its report, its wall-clock seconds and its exit code.

    `not_run` says why a suite was left out; `reasons` why single tests were skipped, and how many each.
    """

    suite: str
    passed: int
    failed: int
    skipped: int
    seconds: float
    exit_code: int
    not_run: str = ""
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def ok(self) -> bool:
        """True when it ended well and at least one test ran, or when it could not run on this machine."""
        return self.exit_code == 0

    @property
    def complete(self) -> bool:
        """Whether all of it ran."""
        return not self.not_run and self.skipped == 0

    @property
    def remark(self) -> str:
        """What the counts do not say."""
        if self.not_run:
            return f"not run: {self.not_run}"
        skipped = [f"{count} skipped: {reason}" for reason, count in sorted(self.reasons.items())]
        return "; ".join(skipped if self.ok else [f"exit code {self.exit_code}", *skipped])


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


def read_reasons(report: Path) -> Counter[str]:
    """Why tests were skipped, from a JUnit report."""
    if not report.exists():
        return Counter()
    skipped = ElementTree.parse(report).getroot().iter("skipped")
    return Counter(each.get("message", "no reason given") for each in skipped)


def print_table(outcomes: Sequence[Outcome], seconds: float) -> None:
    """Prints one line per suite and a closing line that a CI can read. `seconds`: of the whole run."""
    print(f"\n{'suite':<14}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}")
    for outcome in outcomes:
        counts = f"{outcome.passed:>8}{outcome.failed:>8}{outcome.skipped:>9}{outcome.seconds:>9.1f}"
        print(f"{outcome.suite:<14}{counts}   {outcome.remark}".rstrip())
    print(f"{'on the clock':<14}{'':>25}{seconds:>9.1f}\n")
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    left_out = [outcome.suite for outcome in outcomes if outcome.not_run]
    rest = f", not run: {', '.join(left_out)}" if left_out else ""
    print(f"{passed} passed, {failed} failed, {skipped} skipped{rest}", flush=True)
