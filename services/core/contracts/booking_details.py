"""The details of `booking.*` events: ids only."""

from typing import Literal, NotRequired, TypedDict

BookingStatusName = Literal["CONFIRMED", "CHECKED_IN", "CANCELLED", "NEEDS_REBOOKING"]


class BookingData(TypedDict):
    """`previousStatus` is there when the status changed."""

    status: BookingStatusName
    previousStatus: NotRequired[BookingStatusName]
    flightKeys: list[str]


class BookingDetail(TypedDict):
    """booking.created, booking.status_changed."""

    specVersion: Literal["1.0"]
    eventId: str
    bookingId: str
    ver: int
    occurredAt: str
    correlationId: str
    causationId: str | None
    traceparent: NotRequired[str]
    data: BookingData


class RebookingData(TypedDict):
    """The version of the flight's state in which it was cancelled."""

    flightVer: int


class RebookingDetail(TypedDict):
    """booking.rebooking_needed: a hint; its reader looks the booking's status up."""

    specVersion: Literal["1.0"]
    eventId: str
    bookingId: str
    flightKey: str
    asOf: str
    correlationId: str
    causationId: str
    traceparent: str | None
    data: RebookingData
