"""No truth under two ids: what starts a workflow twice is one truth told twice."""

from collections.abc import Mapping
from typing import Any, Final

from services.core.contracts.envelope import Envelope
from tests.reliability.observed import Observed
from tests.reliability.oracles.outboxes import written

SILENT: Final = "flight.status_changed"
"""Starts no workflow."""


def told_once(observed: Observed) -> list[str]:
    """Copies of an id are equal, and news comes of writes that each publish another truth than the last.

    The whole truth is compared, not what an envelope holds: whoever hears of a gate looks at the time as
    well, so a gate that is announced moves the time that the next delay is measured by.
    """
    firsts = _firsts(observed)
    found = [
        f"{one.envelope.id}: one id, two contents"
        for one in observed.accepted
        if one.envelope != firsts[one.envelope.id]
    ]
    writes = {one: item for item in reversed(observed.writes) for one in written(item).ids}
    last: dict[str, Mapping[str, Any]] = {}
    for one in firsts.values():
        item = writes.get(one.id)
        if one.detail_type == SILENT or item is None:
            continue
        before = last.get(item["flightKey"])
        if before is not None and before["ver"] != item["ver"] and before["published"] == item["published"]:
            found.append(f"{item['flightKey']}: one truth by versions {before['ver']} and {item['ver']}")
        last[item["flightKey"]] = item
    return found if last else ["no news was published: there is nothing to tell twice"]


def _firsts(observed: Observed) -> dict[str, Envelope]:
    """By id, in the order of first publication."""
    firsts: dict[str, Envelope] = {}
    for one in observed.accepted:
        firsts.setdefault(one.envelope.id, one.envelope)
    return firsts
