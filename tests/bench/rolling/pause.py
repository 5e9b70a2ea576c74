"""The pause of a partition: the longest time from produce to visible that a record of it had to wait."""

from collections.abc import Iterable, Sequence

from tests.bench.latency import Produced, percentile
from tests.bench.rolling.members import Step

Waited = Sequence[tuple[Produced, float]]
"""Records and the milliseconds until they were visible."""


def pauses(waited: Iterable[tuple[Produced, float]]) -> dict[int, float]:
    """By partition, in milliseconds."""
    longest: dict[int, float] = {}
    for one, ms in waited:
        longest[one.partition] = max(ms, longest.get(one.partition, 0.0))
    return longest


def lines(steps: Sequence[Step], waited: Waited, steady: tuple[float, float]) -> list[str]:
    """A line for the time before, one for each step, and one for the whole; `steady` in epoch seconds."""
    before = sorted(ms for one, ms in waited if steady[0] <= one.at < steady[1])
    found = [
        f"steady               p50 {percentile(before, 0.5):6.0f} ms  p99 {percentile(before, 0.99):6.0f} ms"
    ]
    for step in steps:
        during = pauses(pair for pair in waited if step.began <= pair[0].at < step.ended)
        found.append(f"{step.name:<28} took {step.seconds:5.1f} s, {_of_partitions(sorted(during.values()))}")
    rolled = pauses(pair for pair in waited if pair[0].at >= steady[1])
    found.append(f"the whole deployment: {_of_partitions(sorted(rolled.values()))}")
    return found


def _of_partitions(longest: Sequence[float]) -> str:
    return (
        f"longest pause by partition: {longest[-1] / 1000:.2f} s at most,"
        f" {percentile(longest, 0.5) / 1000:.2f} s in the middle ({len(longest)} partitions)"
    )
