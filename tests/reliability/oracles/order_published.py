"""Each envelope of a flight is first published after every older one; repeats may come late."""

from collections import defaultdict
from itertools import pairwise

from tests.reliability.observed import Observed


def order_published(observed: Observed) -> list[str]:
    """Of the first publications of a flight, the versions never fall."""
    firsts: defaultdict[str, list[int]] = defaultdict(list)
    seen: set[str] = set()
    for one in observed.accepted:
        if one.envelope.id not in seen:
            seen.add(one.envelope.id)
            firsts[one.envelope.detail["flightKey"]].append(one.envelope.detail["ver"])
    if all(len(versions) < 2 for versions in firsts.values()):
        return ["no flight was published twice: there is no order to judge"]
    return [
        f"{key}: version {later} was first published after {earlier}"
        for key, versions in firsts.items()
        for earlier, later in pairwise(versions)
        if later < earlier
    ]
