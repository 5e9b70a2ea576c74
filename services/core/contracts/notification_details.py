"""The details of `notification.*` events: never a text, a name, a number or an address."""

from typing import Literal, NotRequired, TypedDict

Channel = Literal["email", "sms", "push"]


class RequestDetail(TypedDict):
    """notification.requested: look whether this contact knows everything about this flight.

    `asOf` is business time, where it is not the present; `notificationId` is the message to send again.
    """

    specVersion: Literal["1.0"]
    eventId: str
    requestId: str
    reason: Literal["resend", "due", "booked", "contact_changed"]
    flightKey: str
    contactId: str
    correlationId: str
    notificationId: NotRequired[str]
    asOf: NotRequired[str]
    traceparent: NotRequired[str]


class NotificationDetail(TypedDict):
    """notification.email, .sms, .push: a sender reads text and contact by `notificationId`.

    It drops an `n` that is not above the last it sent to this contact about this flight.
    """

    specVersion: Literal["1.0"]
    eventId: str
    notificationId: str
    flightKey: str
    contactId: str
    channel: Channel
    n: int
    maskedContact: str
    textHash: str
    kind: str
    asOf: str
    correlationId: str
    causationId: str
    traceparent: NotRequired[str]
