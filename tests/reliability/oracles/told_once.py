"""No news under two ids: what starts a workflow twice is one truth told twice."""

from collections.abc import Mapping
from typing import Any, Final

from services.core.contracts.envelope import Envelope
from tests.reliability.observed import Observed

SILENT: Final = "flight.status_changed"
"""Starts no workflow."""

ASPECTS: Final = {
    "flight.delayed": "time",
    "flight.delay_cleared": "time",
    "flight.gate_changed": "gate",
}
"""What news is about, when it is not about the flight as a whole."""

PREVIOUS: Final = "previous"
"""Fields that begin so say what was told before, and are no part of the truth."""


def told_once(observed: Observed) -> list[str]:
    """Copies of an id are equal, and a new id says something else of its flight than the last did."""
    found = [f"{one}: one id, two contents" for one in _two_faced(observed)]
    last: dict[tuple[str, str], object] = {}
    for one in _firsts(observed):
        if one.detail_type == SILENT:
            continue
        subject = one.detail["flightKey"], ASPECTS.get(one.detail_type, "flight")
        news = one.detail_type, _truth(one.detail["data"])
        if last.get(subject) == news:
            found.append(f"{subject[0]}: {one.detail_type} twice for one truth, the second time as {one.id}")
        last[subject] = news
    return found if last else ["no news was published: there is nothing to tell twice"]


def _firsts(observed: Observed) -> list[Envelope]:
    firsts: dict[str, Envelope] = {}
    for one in observed.accepted:
        firsts.setdefault(one.envelope.id, one.envelope)
    return list(firsts.values())


def _two_faced(observed: Observed) -> set[str]:
    firsts = {one.id: one for one in _firsts(observed)}
    return {one.envelope.id for one in observed.accepted if one.envelope != firsts[one.envelope.id]}


def _truth(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if not name.startswith(PREVIOUS)}
