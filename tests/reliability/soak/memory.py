"""Whether memory grows: the slope of a line through what was sampled, and no answer without samples."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

MIB: Final = 1024 * 1024
LEAST_SAMPLES: Final = 20
WARM_UP: Final = 1 / 3
"""The share of the samples, from the first, in which caches fill."""

GROWTH_MIB: Final = 6.0
"""More than this over the window is no noise of an allocator."""


@dataclass(frozen=True, slots=True)
class Slope:
    """MiB an hour over so many samples within so many seconds; `fault` says what is wrong."""

    mib_per_hour: float | None
    samples: int
    seconds: float
    fault: str | None = None


def slope(samples: Sequence[tuple[float, int | None]]) -> Slope:
    """Of (seconds, bytes); a reading that failed is None, and one is enough to be no proof."""
    missing = sum(size is None for _, size in samples)
    known = [(at, size / MIB) for at, size in samples if size is not None]
    window = known[int(len(known) * WARM_UP) :]
    seconds = window[-1][0] - window[0][0] if window else 0.0
    if missing:
        return Slope(None, len(window), seconds, f"{missing} samples of memory are missing")
    if len(window) < LEAST_SAMPLES:
        return Slope(
            None,
            len(window),
            seconds,
            f"{len(window)} samples of memory after the warm-up, not {LEAST_SAMPLES}",
        )
    line = statistics.linear_regression([at for at, _ in window], [size for _, size in window])
    growth = line.slope * seconds
    fault = f"memory grew by {growth:.1f} MiB in {seconds:.0f} s" if growth > GROWTH_MIB else None
    return Slope(line.slope * 3600, len(window), seconds, fault)
