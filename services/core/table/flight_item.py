"""The STATE item of a flight and back. Plain values: adapters turn them into attribute values."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.core.clock import Instant, format_instant
from services.core.contracts.envelope import Envelope
from services.core.flight import registers as reg
from services.core.flight.derive import Derived
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState
from services.core.flight.truth import Baseline, Truth
from services.core.table import keys
from services.core.table.scheduled import scheduled_text

Text = Callable[[Any], str]
"""Makes compact JSON with sorted keys of a value."""

# json.dumps with arguments of its own makes a new encoder for each call.
_ENCODER = json.JSONEncoder(separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def dumps(value: Any) -> str:
    """Compact JSON with sorted keys: equal values are equal text."""
    return _ENCODER.encode(value)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The envelopes of the last write, and the last input offset that it covers."""

    topic: str
    partition: int
    last_offset: int
    envelopes: tuple[Envelope, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFlight:
    """A flight as the table holds it."""

    state: FlightState
    outbox: Outbox


def flight_item(
    state: FlightState,
    derived: Derived,
    outbox: Outbox,
    as_of: Instant,
    status_shards: int,
    text: Text = dumps,
) -> dict[str, Any]:
    """The whole STATE item, keys and index entry included. `text` makes JSON, as `dumps` does."""
    key = str(state.key)
    fact = derived.facts.get("scheduledOut")
    scheduled = fact if isinstance(fact, int) else None
    index = keys.flight_status(
        derived.public_status, state.key.date.isoformat(), scheduled, key, status_shards
    )
    return {
        **keys.flight_state(key).primary(),
        **index.gsi1(),
        "type": "flight",
        "flightKey": key,
        "ver": state.ver,
        "status": derived.public_status,
        "scheduledOut": scheduled_text(scheduled, state.key.date),
        "asOf": format_instant(as_of),
        "registers": text(reg.to_json(state.registers)),
        "published": text(state.published.to_json()),
        "baseline": text(state.baseline.to_json()),
        "leftBaseline": state.left_baseline,
        "keptOut": text(list(state.kept_out)),
        "derived": text(derived.to_json()),
        "outbox": text(_outbox_json(outbox)),
    }


def stored_flight(item: Mapping[str, Any]) -> StoredFlight:
    """The flight that a STATE item holds."""
    state = FlightState(
        FlightKey.parse(item["flightKey"]),
        int(item["ver"]),
        reg.from_json(json.loads(item["registers"])),
        published_truth(item),
        baseline(item),
        bool(item["leftBaseline"]),
        tuple(json.loads(item.get("keptOut", "[]"))),
    )
    box = json.loads(item["outbox"])
    envelopes: Sequence[Mapping[str, Any]] = box["envelopes"]
    return StoredFlight(
        state,
        Outbox(
            box["topic"],
            box["partition"],
            box["lastOffset"],
            tuple(Envelope.from_json(envelope) for envelope in envelopes),
        ),
    )


def published_truth(item: Mapping[str, Any]) -> Truth:
    """What was last announced of the flight in this STATE item."""
    return Truth.from_json(json.loads(item["published"]))


def baseline(item: Mapping[str, Any]) -> Baseline:
    """The baseline of the flight in this STATE item."""
    return Baseline.from_json(json.loads(item["baseline"]))


def derived_json(item: Mapping[str, Any]) -> dict[str, Any]:
    """The derived state in this STATE item, as `Derived.to_json` wrote it."""
    derived: dict[str, Any] = json.loads(item["derived"])
    return derived


def announced_by(item: Mapping[str, Any]) -> str | None:
    """The correlation id of what the last write of this STATE item announced, None when that was nothing."""
    envelopes = json.loads(item["outbox"])["envelopes"] if "outbox" in item else ()
    return str(envelopes[-1]["detail"]["correlationId"]) if envelopes else None


def _outbox_json(outbox: Outbox) -> dict[str, Any]:
    return {
        "topic": outbox.topic,
        "partition": outbox.partition,
        "lastOffset": outbox.last_offset,
        "envelopes": [envelope.to_json() for envelope in outbox.envelopes],
    }
