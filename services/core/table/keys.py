"""Every key of the single table; change_keys.py has those of the live board. Nothing else knows them."""

import zlib
from typing import Final

from services.core.clock import Instant, sortable_instant
from services.core.table.key import Key as Key

DUE_SHARDS: Final = 4
NOTIFICATION_SHARDS: Final = 1


def shard(text: str, shards: int) -> int:
    """Spreads a hot partition; the same on every machine and in every release."""
    return zlib.crc32(text.encode()) % shards


def flight_pk(flight_key: str) -> str:
    """Everything of one flight but what was told."""
    return f"FLT#{flight_key}"


def flight_state(flight_key: str) -> Key:
    """A1: the state of a flight."""
    return Key(flight_pk(flight_key), "STATE")


def flight_status(
    status: str, origin_date: str, scheduled_out: Instant | None, flight_key: str, shards: int
) -> Key:
    """A5, GSI1: flights by public status and local origin date, in order of scheduled departure.

    One heard of before its schedule (None) comes first: it sorts by its origin date alone.
    """
    at = origin_date if scheduled_out is None else sortable_instant(scheduled_out)
    return Key(flight_status_pk(status, origin_date, shard(flight_key, shards)), f"{at}#{flight_key}")


def flight_status_pk(status: str, origin_date: str, number: int) -> str:
    """One shard of the flights of one public status and local origin date."""
    return f"ST#{status}#{origin_date}#{number}"


HISTORY_PREFIX: Final = "EVT#"


def history(flight_key: str, occurred_at: Instant, event_id: str) -> Key:
    """A3: one row per input event; a pure function of the event, so that writing it again changes nothing."""
    return Key(flight_pk(flight_key), f"{HISTORY_PREFIX}{sortable_instant(occurred_at)}#{event_id}")


PASSENGER_PREFIX: Final = "PAX#"
CONTACT_PREFIX: Final = "CTC#"


def flight_passenger(flight_key: str, booking_id: str, passenger_no: int) -> Key:
    """A4: a passenger on a flight."""
    return Key(flight_pk(flight_key), f"{PASSENGER_PREFIX}{booking_id}#{passenger_no}")


def passenger_flight(
    passenger_id: str, origin_date: str, flight_key: str, booking_id: str, passenger_no: int
) -> Key:
    """GSI2: the flights of a passenger by origin date; lies on the flight's row of the passenger."""
    return Key(passenger_pk(passenger_id), f"{origin_date}#{flight_key}#{booking_id}#{passenger_no}")


def flight_contact(flight_key: str, contact_id: str, booking_id: str) -> Key:
    """A contact on a flight, once per booking; sorted by contact, so that batches are cut by it."""
    return Key(flight_pk(flight_key), f"{CONTACT_PREFIX}{contact_id}#{booking_id}")


def flight_contacts_between(first: str, last: str) -> tuple[str, str]:
    """The sort keys around the rows of every contact from one to another, both included."""
    return f"{CONTACT_PREFIX}{first}#", f"{CONTACT_PREFIX}{last}#~"  # an id never holds a tilde


def contact_flight(contact_id: str, flight_key: str) -> Key:
    """GSI2: the flights of a contact; lies on the flight's row of the contact."""
    return Key(contact_pk(contact_id), flight_key)


def designator_pk(carrier: str, number: int, suffix: str, origin_date: str) -> str:
    """A2: the partition of one designator on one local origin date; sort keys are those of its flights."""
    return f"DSG#{carrier}{number}{suffix}#{origin_date}"


def carrier_pk(carrier: str, origin_date: str) -> str:
    """A20: every flight that a carrier operates on one local origin date: its designator without a number."""
    return f"DSG#{carrier}#{origin_date}"


def booking(booking_id: str) -> Key:
    """A booking."""
    return Key(booking_pk(booking_id), "META")


def booking_passenger(booking_id: str, passenger_no: int) -> Key:
    """A passenger of a booking."""
    return Key(booking_pk(booking_id), f"{PASSENGER_PREFIX}{passenger_no}")


def booking_pk(booking_id: str) -> str:
    """Everything of one booking but its rows on flights."""
    return f"BKG#{booking_id}"


def locator(locator_hash: str, booking_id: str) -> Key:
    """A booking by the hash of its record locator; locators are used again, so there can be several."""
    return Key(locator_pk(locator_hash), f"BKG#{booking_id}")


def locator_pk(locator_hash: str) -> str:
    """Every booking that ever had this record locator."""
    return f"LOC#{locator_hash}"


def passenger(passenger_id: str) -> Key:
    """A passenger."""
    return Key(passenger_pk(passenger_id), "PROFILE")


def passenger_pk(passenger_id: str) -> str:
    """A passenger in the table, and its flights in GSI2."""
    return f"PSG#{passenger_id}"


def contact(contact_id: str) -> Key:
    """A contact: the one item that holds a number or an address."""
    return Key(contact_pk(contact_id), "META")


def contact_change(contact_id: str) -> Key:
    """That a contact changed, without what it is: the stream handler hears of this, never of the contact."""
    return Key(contact_pk(contact_id), CONTACT_CHANGE_SK)


def contact_pk(contact_id: str) -> str:
    """Everything of one contact, in the table and in GSI2."""
    return f"CON#{contact_id}"


CONTACT_CHANGE_SK: Final = "CHANGE"


def told(flight_key: str, contact_id: str) -> Key:
    """A12: what this contact was last told about this flight."""
    return Key(told_pk(flight_key), f"CON#{contact_id}")


def told_pk(flight_key: str) -> str:
    """What every contact was told about one flight."""
    return f"TOLD#{flight_key}"


def notification(notification_id: str) -> Key:
    """A notification, whole."""
    return Key(f"NTF#{notification_id}", "META")


def flight_notification(flight_key: str, as_of: str, notification_id: str) -> Key:
    """A11, GSI2: the notifications of a flight in the order of business time."""
    pk = flight_notification_pk(flight_key, shard(notification_id, NOTIFICATION_SHARDS))
    return Key(pk, f"{as_of}#{notification_id}")


def flight_notification_pk(flight_key: str, number: int) -> str:
    """One shard of the notifications of a flight."""
    return f"NTF#{flight_key}#{number}"


def notification_of(sk: str) -> tuple[str, str]:
    """Business time and notification id, back from the sort key in either index."""
    as_of, _, notification_id = sk.partition("#")
    return as_of, notification_id


def contact_notification(contact_id: str, as_of: str, notification_id: str) -> Key:
    """GSI1: the notifications of a contact in the order of business time; lies on the record itself."""
    return Key(contact_notification_pk(contact_id), f"{as_of}#{notification_id}")


def contact_notification_pk(contact_id: str) -> str:
    """The notifications of one contact."""
    return f"NTC#{contact_id}"


def idempotency(scope: str, digest: str) -> Key:
    """A15: that a request with this Idempotency-Key was carried out, for three days."""
    return Key(f"IDM#{scope}#{digest}", "META")


def run(event_id: str) -> Key:
    """A workflow's claim on an envelope."""
    return Key(f"RUN#{event_id}", "META")


def due(owner: Key, at: Instant) -> Key:
    """GSI1, sparse: what the sweeper has to look at, in order of time. `owner` is the item's primary key."""
    return Key(due_pk(shard(owner.pk, DUE_SHARDS)), f"{sortable_instant(at)}#{owner.pk}#{owner.sk}")


def due_pk(number: int) -> str:
    """One shard of the sweeper's work list."""
    return f"DUE#{number}"


PARTITION_RUN_SK: Final = "RUN"


def partition_run(group: str, topic: str, number: int) -> Key:
    """What is kept of a partition of Kafka over the death of its owner in the group."""
    return Key(f"PTN#{group}#{topic}#{number}", PARTITION_RUN_SK)


def text(shape_hash: str, prompt_version: str) -> Key:
    """A16: a text made by the model for one shape of message."""
    return Key(f"TXT#{shape_hash}", f"v{prompt_version}")


def member(group: str, member_id: str) -> Key:
    """How one member of a consumer group stands; one item, written again every few seconds."""
    return Key(members_pk(group), member_id)


def members_pk(group: str) -> str:
    """Every member of one consumer group."""
    return f"MBR#{group}"
