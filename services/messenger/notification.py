"""One message to one contact on one channel, with everything that explains it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.core.clock import Instant, format_instant, parse_instant


@dataclass(frozen=True, slots=True)
class Notification:
    """The full record: what was said, to whom, and why.

    `facts` and `told_before` are JSON texts, as stored. `event_id` is the event or request that
    asked for the look; `state_ver` the version of the flight whose truth is told; `rule_id` why it
    was due; `held_until` when the quiet hours were to end for which it had been kept back, if it had.
    The same record is kept in TOLD while pending, and as NTF#{id} for good.
    """

    notification_id: str
    flight_key: str
    contact_id: str
    channel: str
    n: int
    kind: str
    aspects: tuple[str, ...]
    locale: str
    subject: str | None = field(repr=False)
    body: str = field(repr=False)
    facts: str
    facts_hash: str
    told_before: str | None
    event_id: str
    state_ver: int
    rule_id: str
    rules_version: str
    source: str
    model_id: str | None
    prompt_version: str
    text_hash: str
    masked_contact: str
    correlation_id: str
    as_of: Instant
    created_at: Instant
    traceparent: str | None = None
    held_until: Instant | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON under the table's attribute names; times as RFC 3339."""
        stored = {_camel(each.name): getattr(self, each.name) for each in dataclasses.fields(self)}
        return stored | {
            "aspects": list(self.aspects),
            "asOf": format_instant(self.as_of),
            "createdAt": format_instant(self.created_at),
            "heldUntil": None if self.held_until is None else format_instant(self.held_until),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Notification:
        """A notification from what `to_json` wrote."""
        values = {each.name: stored[_camel(each.name)] for each in _REQUIRED}
        held_until = stored.get("heldUntil")
        return cls(
            **values
            | {
                "aspects": tuple(stored["aspects"]),
                "as_of": parse_instant(stored["asOf"]),
                "created_at": parse_instant(stored["createdAt"]),
                "traceparent": stored.get("traceparent"),
                "held_until": None if held_until is None else parse_instant(held_until),
            }
        )


_REQUIRED = tuple(each for each in dataclasses.fields(Notification) if each.default is dataclasses.MISSING)


def _camel(name: str) -> str:
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)
