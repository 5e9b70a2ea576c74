"""After which writes a contact may have to be told something that nobody else will tell it."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.awsio.blocking.bus import BusEvent
from services.core.booking.booking import BookingStatus
from services.core.contracts.detail_types import NOTIFICATION_REQUESTED, STREAM
from services.core.contracts.envelope import SPEC_VERSION
from services.stream.identity import correlation_id, event_id
from services.stream.record import Record


@dataclass(frozen=True, slots=True)
class WantedLook:
    """A look at a contact, if the flight ever left its baseline; without a flight, at each of its flights."""

    reason: str
    contact_id: str
    flight_key: str | None


def booked(record: Record) -> WantedLook | None:
    """A contact that comes onto a flight after its workflows have paged it. Raises BadRecord."""
    after = record.new.text("status")
    before = record.old.text("status") if record.old else BookingStatus.CANCELLED.value
    if not _comes_back(before, after):
        return None
    return WantedLook("booked", record.new.text("contactId"), record.new.text("flightKey"))


def contact_changed(record: Record) -> WantedLook:
    """A contact with other addresses, channels, languages or quiet hours than before. Raises BadRecord."""
    return WantedLook("contact_changed", record.new.text("contactId"), None)


def request(record: Record, wanted: WantedLook, flight_key: str, announced_by: str | None) -> BusEvent:
    """notification.requested for one flight; the same write gives the same request id.

    A booking without a correlation id of its own takes that of what was announced of the flight: the
    message then leads back to the operations event that it tells of.
    """
    identity = event_id(record, NOTIFICATION_REQUESTED, flight_key)
    return BusEvent(
        STREAM,
        NOTIFICATION_REQUESTED,
        {
            "specVersion": SPEC_VERSION,
            "eventId": identity,
            "requestId": identity,
            "reason": wanted.reason,
            "flightKey": flight_key,
            "contactId": wanted.contact_id,
            "correlationId": correlation_id(record, announced_by or identity),
        },
    )


def _comes_back(before: str, after: str) -> bool:
    """Only a cancelled booking is off its flight; one that needs rebooking is told all the while."""
    return before == BookingStatus.CANCELLED and after != BookingStatus.CANCELLED
