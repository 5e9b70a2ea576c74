"""The detail types on the bus, and who may produce each."""

from typing import Final

FLIGHT_DELAYED: Final = "flight.delayed"
FLIGHT_DELAY_CLEARED: Final = "flight.delay_cleared"
FLIGHT_DIVERTED: Final = "flight.diverted"
FLIGHT_CANCELLED: Final = "flight.cancelled"
FLIGHT_REINSTATED: Final = "flight.reinstated"
FLIGHT_GATE_CHANGED: Final = "flight.gate_changed"
FLIGHT_STATUS_CHANGED: Final = "flight.status_changed"
NOTIFICATION_REQUESTED: Final = "notification.requested"
NOTIFICATION_EMAIL: Final = "notification.email"
NOTIFICATION_SMS: Final = "notification.sms"
NOTIFICATION_PUSH: Final = "notification.push"
BOOKING_CREATED: Final = "booking.created"
BOOKING_STATUS_CHANGED: Final = "booking.status_changed"
BOOKING_REBOOKING_NEEDED: Final = "booking.rebooking_needed"
DISRUPTION_NOTIFIED: Final = "disruption.notified"
WORKFLOW_FAILED: Final = "workflow.failed"

CONSUMER: Final = "flightpulse.consumer"
API: Final = "flightpulse.api"
STREAM: Final = "flightpulse.stream"
SWEEPER: Final = "flightpulse.sweeper"
MESSENGER: Final = "flightpulse.messenger"
WORKFLOWS: Final = "flightpulse.workflows"

PRODUCERS: Final[dict[str, tuple[str, ...]]] = {
    FLIGHT_DELAYED: (CONSUMER,),
    FLIGHT_DELAY_CLEARED: (CONSUMER,),
    FLIGHT_DIVERTED: (CONSUMER,),
    FLIGHT_CANCELLED: (CONSUMER,),
    FLIGHT_REINSTATED: (CONSUMER,),
    FLIGHT_GATE_CHANGED: (CONSUMER,),
    FLIGHT_STATUS_CHANGED: (CONSUMER,),
    NOTIFICATION_REQUESTED: (API, STREAM, SWEEPER),
    NOTIFICATION_EMAIL: (MESSENGER,),
    NOTIFICATION_SMS: (MESSENGER,),
    NOTIFICATION_PUSH: (MESSENGER,),
    BOOKING_CREATED: (STREAM,),
    BOOKING_STATUS_CHANGED: (STREAM,),
    BOOKING_REBOOKING_NEEDED: (WORKFLOWS,),
    DISRUPTION_NOTIFIED: (WORKFLOWS,),
    WORKFLOW_FAILED: (WORKFLOWS,),
}
"""Exactly one producer each, but for the request for a look, which several may ask for."""
