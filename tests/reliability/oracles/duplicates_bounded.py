"""An envelope is published again only by somebody who cannot know that it was."""

from tests.reliability.observed import Observed
from tests.reliability.oracles.outboxes import Written, written


def duplicates_bounded(observed: Observed) -> list[str]:
    """A repeat is excused by a lost answer, by an interruption before a commit that covers it, or by a write
    that failed: after one the flight is read again, and what its lane had seen acknowledged is forgotten.

    So what a death can repeat is what lies in outboxes above the committed offset: one write a flight. In a
    life in which the partitions came more than once nobody knows the moment, and every repeat is excused.
    """
    if not observed.samples:
        return ["no commit was read: nobody knows which repeat is excused"]
    outboxes = {one: box for box in map(written, observed.writes) for one in box.ids}
    before: dict[str, int] = {}
    found = []
    for at, one in enumerate(observed.accepted):
        identity = one.envelope.id
        first = before.get(identity)
        before[identity] = at
        if first is None or not observed.accepted[first].answered:
            continue
        if {observed.accepted[first].life, one.life} & observed.shaken:
            continue
        if _is_read_again(observed, f"FLT#{one.envelope.detail['flightKey']}", first, at):
            continue
        box = outboxes.get(identity)
        if box is None or not _is_interrupted(observed, box, first, at):
            found.append(f"{one.envelope.detail['flightKey']}: {one.envelope.detail_type} again for nothing")
    return found


def repeats(observed: Observed) -> int:
    """How many publications were not the first of their id."""
    return len(observed.accepted) - len({one.envelope.id for one in observed.accepted})


def _is_interrupted(observed: Observed, box: Written, first: int, again: int) -> bool:
    return any(
        sample.interrupted
        and first < sample.accepted <= again
        and sample.committed.get((box.topic, box.partition), 0) <= box.last_offset
        for sample in observed.samples
    )


def _is_read_again(observed: Observed, flight: str, first: int, again: int) -> bool:
    return any(first < one.accepted <= again and flight in one.flights for one in observed.troubles)
