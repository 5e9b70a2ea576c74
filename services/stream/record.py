"""One write to the table as the stream tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.core.awsio.marshal import from_attribute
from services.core.clock import Instant
from services.core.errors import Permanent


class BadRecord(Permanent):
    """The record is not what the table's own writers write; the text says which part, never its value."""


@dataclass(frozen=True, slots=True)
class Image:
    """An item before or after a write. An attribute is decoded only when somebody asks for it."""

    attributes: Mapping[str, Mapping[str, Any]]

    def get(self, name: str) -> Any:
        """The value, None when there is none. Raises BadRecord."""
        attribute = self.attributes.get(name)
        if attribute is None:
            return None
        try:
            return from_attribute(attribute)
        except (AttributeError, TypeError, ValueError) as error:
            raise BadRecord(f"{name} is no attribute value") from error

    def text(self, name: str) -> str:
        """A text that is not empty. Raises BadRecord."""
        value = self.get(name)
        if isinstance(value, str) and value:
            return value
        raise BadRecord(f"{name} must be a text that is not empty")

    def some(self, *names: str) -> dict[str, Any]:
        """These attributes as plain values. Raises BadRecord when one is missing."""
        values = {name: self.get(name) for name in names}
        for name, value in values.items():
            if value is None:
                raise BadRecord(f"{name} is missing")
        return values


@dataclass(frozen=True, slots=True)
class Record:
    """`old` is None for an insertion. `written_at` is the table's own time, to the second."""

    pk: str
    sk: str
    sequence_number: str
    written_at: Instant
    new: Image
    old: Image | None


def sequence_number_of(raw: Mapping[str, Any]) -> str:
    """By which Lambda delivers again; the empty text stands for the whole batch."""
    return str((raw.get("dynamodb") or {}).get("SequenceNumber") or "")


def record_of(raw: Mapping[str, Any]) -> Record | None:
    """The record; None for a removal, by hand or by expiry: what is gone needs nothing. Raises BadRecord."""
    if raw.get("eventName") == "REMOVE":
        return None
    try:
        change = raw["dynamodb"]
        return Record(
            pk=change["Keys"]["PK"]["S"],
            sk=change["Keys"]["SK"]["S"],
            sequence_number=change["SequenceNumber"],
            written_at=round(float(change["ApproximateCreationDateTime"]) * 1000),
            new=Image(change["NewImage"]),
            old=Image(change["OldImage"]) if change.get("OldImage") is not None else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord("the record lacks its keys, number, time or new image") from error
