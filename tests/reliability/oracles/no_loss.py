"""Every event has its history row, and every envelope that a write holds reached the bus."""

from services.core.table.history_item import history_item
from tests.reliability.observed import ENVELOPE, Observed
from tests.reliability.oracles.outboxes import written


def no_loss(observed: Observed) -> list[str]:
    """An event or an envelope may lie in the dead-letter topic instead."""
    events = list(observed.events())
    if not events or not observed.writes:
        return ["nothing was sent, or nothing was written: there is nothing to judge"]
    rows = set(observed.rows)
    wanted = {(row["PK"], row["SK"]): sent for sent, row in ((s, history_item(e)) for s, e in events)}
    lost = [
        f"no history of {sent.partition}/{sent.offset}" for row, sent in wanted.items() if row not in rows
    ]
    lost += [f"{one.partition}/{one.offset} is no event and no dead letter" for one in observed.unread()]
    reached = {one.envelope.id for one in observed.accepted}
    reached |= {one.headers.get(ENVELOPE, b"").decode() for one in observed.dead}
    return lost + [
        f"{item['flightKey']} version {item['ver']}: {len(missing)} never reached the bus"
        for item in observed.writes
        if (missing := written(item).ids - reached)
    ]
