"""A committed offset never falls."""

from itertools import pairwise

from tests.reliability.observed import Observed


def offset_never_regresses(observed: Observed) -> list[str]:
    """From one reading of the commits to the next."""
    if len(observed.samples) < 2:
        return ["the commits were not read twice: nothing can be compared"]
    return [
        f"{topic}/{partition} fell from {offset} to {after.committed.get((topic, partition), 0)}"
        for before, after in pairwise(observed.samples)
        for (topic, partition), offset in before.committed.items()
        if after.committed.get((topic, partition), 0) < offset
    ]
