"""What a write to the table gives rise to: pure, one row per kind of item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.core.awsio.blocking.bus import BusEvent
from services.core.table import keys
from services.core.table.change_item import Change, flight_change, notification_change, run_change
from services.stream.booking_facts import booking_facts
from services.stream.record import BadRecord, Image, Record
from services.stream.wanted_looks import WantedLook, booked, contact_changed


@dataclass(frozen=True, slots=True)
class Consequences:
    """Of one write: facts for the bus, a change for the live board, a look that may be needed."""

    facts: tuple[BusEvent, ...] = ()
    change: Change | None = None
    look: WantedLook | None = None


def consequences(record: Record) -> Consequences:
    """The filter of the event source lets nothing else through; if it did, it would have none.

    Raises BadRecord.
    """
    match record.pk.partition("#")[0], record.sk.partition("#")[0]:
        case "BKG", "META":
            return Consequences(facts=booking_facts(record))
        case "FLT", "STATE":
            return Consequences(change=_flight_change(record))
        case "FLT", "CTC":
            return Consequences(look=booked(record))
        case "NTF", "META" if record.old is None:
            return Consequences(change=_notification_change(record))
        case "RUN", "META":
            return Consequences(change=_run_change(record))
        case "CON", keys.CONTACT_CHANGE_SK:
            return Consequences(look=contact_changed(record))
        case _:
            return Consequences()


def _flight_change(record: Record) -> Change:
    state = _state(record.new)
    try:
        before = _state(record.old) if record.old is not None else None
        return flight_change(state, before, record.sequence_number, record.written_at)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord("the state holds no derived state that can be read") from error


def _state(image: Image) -> dict[str, Any]:
    return image.some("flightKey", "ver", "status", "derived") | {"asOf": image.get("asOf")}


def _notification_change(record: Record) -> Change:
    # Only these are read: the record beside them holds the text that a passenger gets.
    shown = record.new.some("notificationId", "flightKey", "kind", "channel")
    shown["source"] = record.new.get("source")
    return notification_change(shown, record.sequence_number, record.written_at)


def _run_change(record: Record) -> Change:
    run = record.new.some("eventId", "flightKey", "status", "input")
    run |= {name: record.new.get(name) for name in ("attempts", "startedAt", "counts", "error")}
    try:
        return run_change(run, record.sequence_number, record.written_at)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord("the run holds no input or counts that can be read") from error
