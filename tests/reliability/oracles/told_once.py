"""No news under two ids: what starts a workflow twice is one truth told twice."""

from collections.abc import Mapping
from typing import Any

from tests.reliability.observed import Observed

SILENT = "flight.status_changed"
"""Starts no workflow."""


def told_once(observed: Observed) -> list[str]:
    """Copies of an id are equal, and a new id of a flight says something else than the last of its type."""
    contents: dict[str, Mapping[str, Any]] = {}
    last: dict[tuple[str, str], Any] = {}
    found = []
    for one in (accepted.envelope for accepted in observed.accepted):
        if one.id in contents:
            if contents[one.id] != one.detail:
                found.append(f"{one.id}: one id, two contents")
            continue
        contents[one.id] = one.detail
        if one.detail_type == SILENT:
            continue
        subject = one.detail["flightKey"], one.detail_type
        if last.get(subject) == one.detail["data"]:
            found.append(f"{subject[0]}: {one.detail_type} twice for one truth, the second time as {one.id}")
        last[subject] = one.detail["data"]
    return found if last else ["no news was published: there is nothing to tell twice"]
