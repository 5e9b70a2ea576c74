"""Envelopes as PutEvents entries, and how much one request takes."""

import json
from dataclasses import dataclass
from typing import Any, Final

from services.core.contracts.detail_types import CONSUMER
from services.core.contracts.envelope import Envelope

ENTRIES: Final = 10
"""Entries per PutEvents: AWS's limit."""

REQUEST_BYTES: Final = 256 * 1024
"""Bytes of all entries of one PutEvents: AWS's long-standing limit, also the limit of one entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One envelope as the request carries it; `size` as AWS counts it (time excepted)."""

    envelope: Envelope
    wire: dict[str, Any]
    size: int

    @property
    def name(self) -> str:
        """The envelope's id: a request holds it once."""
        return self.envelope.id


def entry_of(envelope: Envelope, bus: str) -> Entry:
    """Raises TypeError or ValueError for a detail that is not JSON."""
    detail = json.dumps(envelope.detail, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    wire = {
        "Source": CONSUMER,
        "DetailType": envelope.detail_type,
        "Detail": detail,
        "EventBusName": bus,
    }
    size = len(CONSUMER) + len(envelope.detail_type.encode()) + len(detail.encode())
    return Entry(envelope, wire, size)
