"""Everything that the table holds of one flight when a replay has ended."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from local.report.reader import Item, TableReader
from services.core.booking.booking import BookingStatus
from services.core.booking.contact import Contact
from services.core.table import keys
from services.core.table.contact_item import contact_of
from services.core.table.told_item import told_of
from services.core.telling.told import Told


@dataclass(frozen=True, slots=True)
class FlightRecord:
    """`state` is None for a flight that the table does not know. `notifications` are whole records.

    `off_flight` has the contacts none of whose bookings on the flight stands.
    """

    flight_key: str
    state: Item | None
    event_ids: frozenset[str]
    contacts: Mapping[str, Contact]
    told: Mapping[str, Told]
    notifications: tuple[Item, ...] = ()
    off_flight: frozenset[str] = field(default=frozenset())


def read_flight(reader: TableReader, flight_key: str) -> FlightRecord:
    """Read one flight: state, history, contacts, what they were told, and the messages."""
    rows = list(reader.partition(keys.flight_pk(flight_key)))
    contact_ids = contact_ids_of(rows)
    contacts = reader.get_many([keys.contact(contact) for contact in contact_ids])
    told = reader.get_many([keys.told(flight_key, contact) for contact in contact_ids])
    notifications = reader.get_many(notification_keys(reader, flight_key))
    return record_of(flight_key, rows, contacts, told, notifications)


def record_of(
    flight_key: str,
    rows: Sequence[Item],
    contacts: Iterable[Item],
    told: Iterable[Item],
    notifications: Iterable[Item],
) -> FlightRecord:
    """A record from the rows of the flight's partition and the items that they lead to."""
    standing = {row["contactId"] for row in _contact_rows(rows) if row["status"] != BookingStatus.CANCELLED}
    return FlightRecord(
        flight_key,
        next((row for row in rows if row["type"] == "flight"), None),
        frozenset(row["eventId"] for row in rows if row["type"] == "history"),
        {item["contactId"]: contact_of(item) for item in contacts},
        {item["contactId"]: told_of(item) for item in told},
        tuple(notifications),
        frozenset(contact_ids_of(rows)) - standing,
    )


def contact_ids_of(rows: Iterable[Item]) -> list[str]:
    """The contacts of a flight, by its rows."""
    return sorted({row["contactId"] for row in _contact_rows(rows)})


def notification_keys(reader: TableReader, flight_key: str) -> list[keys.Key]:
    """Where the records of a flight's messages lie, by the index."""
    return [
        keys.Key(entry["PK"], entry["SK"])
        for number in range(keys.NOTIFICATION_SHARDS)
        for entry in reader.index("GSI2", keys.flight_notification_pk(flight_key, number))
    ]


def _contact_rows(rows: Iterable[Item]) -> Iterable[Item]:
    return (row for row in rows if row["type"] == "flightContact")
