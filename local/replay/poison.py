"""Records that nobody can understand, each in a way that happens."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from local.replay.chance import Chance
from local.replay.stream import ReplayEvent

POISON = "poison"
"""The event type that a poisonous record has here; on the wire it has none."""


def poisoned(event: ReplayEvent, number: int, seed: int) -> ReplayEvent:
    """A spoilt copy of an event, under the same key; no two are the same bytes."""
    chance = Chance(seed, f"{event.event_id}|poison")
    spoil = chance.pick("kind", tuple(KINDS.values()))
    body = {**json.loads(event.value), "poison": number}
    return ReplayEvent(
        flight_key=event.flight_key,
        event_id=f"poison-{number}",
        event_type=POISON,
        published_at=event.published_at,
        occurred_at=event.occurred_at,
        correlation_id=f"poison-{number}",
        value=spoil(body),
        headers=(("correlation-id", f"poison-{number}".encode()),),
    )


def _whole(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, separators=(",", ":"), sort_keys=True).encode()


def _with(**changes: object) -> Callable[[Mapping[str, Any]], bytes]:
    return lambda body: _whole({**body, **changes})


KINDS: Mapping[str, Callable[[Mapping[str, Any]], bytes]] = {
    "cut off": lambda body: _whole(body)[:-7],
    "not UTF-8": lambda body: _whole(body).replace(b"flight.", b"flight\xff"),
    "byte order mark": lambda body: b"\xef\xbb\xbf" + _whole(body),
    "framed for a schema registry": lambda body: b"\x00\x00\x00\x00\x07" + _whole(body),
    "without an event id": lambda body: _whole({k: v for k, v in body.items() if k != "eventId"}),
    "a time without a zone": _with(occurredAt="2013-03-08T12:00:00"),
    "of a later version": _with(schemaVersion=2),
    "of an unknown type": _with(eventType="flight.teleported"),
    "of a key that is none": _with(flightKey="UA-0207#x-2013-03-08-EWR-1"),
}
