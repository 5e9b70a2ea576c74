"""Everything that the table holds of one flight when a replay has ended."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from local.report.reader import Item, TableReader
from services.core.booking.contact import Contact
from services.core.table import keys
from services.core.table.contact_item import contact_of
from services.core.table.told_item import told_of
from services.core.telling.told import Told


@dataclass(frozen=True, slots=True)
class FlightRecord:
    """`state` is None for a flight that the table does not know. `notifications` are whole records."""

    flight_key: str
    state: Item | None
    event_ids: frozenset[str]
    contacts: Mapping[str, Contact]
    told: Mapping[str, Told]
    notifications: tuple[Item, ...] = ()


def read_flight(reader: TableReader, flight_key: str) -> FlightRecord:
    """Read one flight: state, history, contacts, what they were told, and the messages."""
    return replace(read_telling(reader, flight_key), notifications=tuple(_notifications(reader, flight_key)))


def read_telling(reader: TableReader, flight_key: str) -> FlightRecord:
    """The same without the messages: enough to say who still has to be told."""
    rows = list(reader.partition(keys.flight_pk(flight_key)))
    contact_ids = sorted({row["contactId"] for row in rows if row["type"] == "flightContact"})
    contacts = reader.get_many([keys.contact(contact) for contact in contact_ids])
    told = reader.get_many([keys.told(flight_key, contact) for contact in contact_ids])
    return FlightRecord(
        flight_key,
        next((row for row in rows if row["type"] == "flight"), None),
        frozenset(row["eventId"] for row in rows if row["type"] == "history"),
        {item["contactId"]: contact_of(item) for item in contacts},
        {item["contactId"]: told_of(item) for item in told},
    )


def _notifications(reader: TableReader, flight_key: str) -> list[Item]:
    entries = [
        entry
        for number in range(keys.NOTIFICATION_SHARDS)
        for entry in reader.index("GSI2", keys.flight_notification_pk(flight_key, number))
    ]
    return reader.get_many([keys.Key(entry["PK"], entry["SK"]) for entry in entries])
