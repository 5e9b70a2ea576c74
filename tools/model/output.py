"""What TLC says of a run, read back from its standard output."""

import re
from dataclasses import dataclass

VIOLATED = re.compile(r"^Error: (?:Invariant|Action property) (\w+) is violated", re.MULTILINE)
NEVER_ENDS = re.compile(r"^Error: Temporal properties were violated", re.MULTILINE)
COUNTS = re.compile(
    r"^([\d,]+) states generated, ([\d,]+) distinct states found, (\d+) states left", re.MULTILINE
)
DEPTH = re.compile(r"^The depth of the complete state graph search is (\d+)", re.MULTILINE)
STEP = re.compile(r"^State (\d+):", re.MULTILINE)
CLOCK = re.compile(r"^Finished in (?:(\d+)h )?(?:(\d+)min )?(\d+)s", re.MULTILINE)
PASSED = "Model checking completed. No error has been found."


class NotUnderstood(Exception):
    """TLC ended in another way than with a verdict; the text is what it said last."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`violated` is a property, or None. `depth`: of the whole graph, or of the way to the violation."""

    violated: str | None
    distinct: int
    depth: int
    seconds: int


def read(output: str, liveness: str | None = None) -> Verdict:
    """The verdict of a run that checks the property `liveness`, if any. Raises NotUnderstood."""
    violated = _violated(output, liveness)
    counts, clock = COUNTS.search(output), CLOCK.search(output)
    if counts is None or clock is None or (violated is None and PASSED not in output):
        raise NotUnderstood("\n".join(output.strip().splitlines()[-12:]) or "TLC said nothing")
    if violated is None and int(counts[3]):
        raise NotUnderstood(f"{counts[3]} states were left")
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    return Verdict(
        violated, int(counts[2].replace(",", "")), _depth(output), hours * 3600 + minutes * 60 + seconds
    )


def _violated(output: str, liveness: str | None) -> str | None:
    if found := VIOLATED.search(output):
        return found[1]
    return liveness if NEVER_ENDS.search(output) else None


def _depth(output: str) -> int:
    if whole := DEPTH.search(output):
        return int(whole[1])
    return max((int(step) for step in STEP.findall(output)), default=0)
