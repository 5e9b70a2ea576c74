"""What a write to the table gives rise to: pure, one row per kind of item."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.awsio.blocking.bus import BusEvent
from services.core.clock import Clock
from services.core.table import keys
from services.core.table.change_item import flight_change, notification_change
from services.stream.booking_facts import booking_facts
from services.stream.ports import Item
from services.stream.record import BadRecord, Record
from services.stream.wanted_looks import WantedLook, booked, contact_changed


@dataclass(frozen=True, slots=True)
class Consequences:
    """Of one write: facts for the bus, items for the live board, a look that may be needed."""

    facts: tuple[BusEvent, ...] = ()
    changes: tuple[Item, ...] = ()
    look: WantedLook | None = None


def consequences(record: Record, clock: Clock) -> Consequences:
    """The filter of the event source lets nothing else through; if it did, it would have none.

    Raises BadRecord.
    """
    match record.pk.partition("#")[0], record.sk.partition("#")[0]:
        case "BKG", "META":
            return Consequences(facts=booking_facts(record))
        case "FLT", "STATE":
            return Consequences(changes=(_flight_change(record, clock),))
        case "FLT", "CTC":
            return Consequences(look=booked(record))
        case "NTF", "META" if record.old is None:
            return Consequences(changes=(_notification_change(record, clock),))
        case "CON", keys.CONTACT_CHANGE_SK:
            return Consequences(look=contact_changed(record))
        case _:
            return Consequences()


def _flight_change(record: Record, clock: Clock) -> Item:
    state = record.new.some("flightKey", "ver", "status", "derived")
    try:
        return flight_change(state, record.sequence_number, record.written_at, clock)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord("the state holds no derived state that can be read") from error


def _notification_change(record: Record, clock: Clock) -> Item:
    # Only these are read: the record beside them holds the text that a passenger gets.
    shown = record.new.some("notificationId", "flightKey", "kind", "channel")
    return notification_change(shown, record.sequence_number, record.written_at, clock)
