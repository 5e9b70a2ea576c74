"""Envelopes as PutEvents entries, and how much one request takes."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from services.core.contracts.detail_types import CONSUMER
from services.core.contracts.envelope import Envelope

ENTRIES: Final = 10
"""Entries per PutEvents: AWS's limit."""

REQUEST_BYTES: Final = 256 * 1024
"""Bytes of all entries of one PutEvents: AWS's long-standing limit, also the limit of one entry."""


# msgspec would write null for a number that is none. json.dumps would make an encoder for each call.
_ENCODER: Final = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False)


class Entry(NamedTuple):
    """One envelope as the request carries it; `size` as AWS counts it (time excepted)."""

    envelope: Envelope
    wire: dict[str, Any]
    size: int


class Parcel(NamedTuple):
    """Entries that one lane publishes in one request. `name`: the envelope that comes first."""

    name: str
    entries: list[Entry]
    places: int
    size: int


def entry_of(envelope: Envelope, bus: str) -> Entry:
    """Raises TypeError or ValueError for a detail that is not JSON."""
    detail = _ENCODER.encode(envelope.detail)
    wire = {
        "Source": CONSUMER,
        "DetailType": envelope.detail_type,
        "Detail": detail,
        "EventBusName": bus,
    }
    size = len(CONSUMER) + len(envelope.detail_type.encode()) + len(detail.encode())
    return Entry(envelope, wire, size)


def parcels(entries: Iterable[Entry]) -> Iterator[Parcel]:
    """The entries in their order, cut where a request would be full: nearly always one parcel."""
    taken: list[Entry] = []
    size = 0
    for entry in entries:
        if taken and (len(taken) == ENTRIES or size + entry.size > REQUEST_BYTES):
            yield Parcel(taken[0].envelope.id, taken, len(taken), size)
            taken, size = [], 0
        taken.append(entry)
        size += entry.size
    if taken:
        yield Parcel(taken[0].envelope.id, taken, len(taken), size)
