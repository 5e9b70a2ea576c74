"""Ids that a second delivery of the same write gives again."""

from __future__ import annotations

import uuid

from services.core.contracts.envelope import NAMESPACE
from services.stream.record import Record


def event_id(record: Record, detail_type: str, *about: str) -> str:
    """The item's key and the number of the write name it: no other write has both.

    Not the item's `ver`: a writer that forgot to raise it would have its event dropped as a repeat.
    """
    parts = (record.pk, record.sk, record.sequence_number, detail_type, *about)
    return str(uuid.uuid5(NAMESPACE, "stream|" + "|".join(parts)))


def correlation_id(record: Record, otherwise: str) -> str:
    """The writer's, when the item has one."""
    given = record.new.get("correlationId")
    return given if isinstance(given, str) and given else otherwise
