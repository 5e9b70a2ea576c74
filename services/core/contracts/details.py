"""The model of each detail type's detail; docs/events holds their JSON Schemas, which only ever grow."""

from typing import Final

from services.core.contracts import detail_types as dt
from services.core.contracts.booking_details import BookingDetail, RebookingDetail
from services.core.contracts.flight_details import DispositionDetail, GateDetail, StatusDetail, TimeDetail
from services.core.contracts.notification_details import NotificationDetail, RequestDetail
from services.core.contracts.workflow_details import FailureDetail, OutcomeDetail

DETAILS: Final[dict[str, type]] = {
    dt.FLIGHT_DELAYED: TimeDetail,
    dt.FLIGHT_DELAY_CLEARED: TimeDetail,
    dt.FLIGHT_DIVERTED: DispositionDetail,
    dt.FLIGHT_CANCELLED: DispositionDetail,
    dt.FLIGHT_REINSTATED: DispositionDetail,
    dt.FLIGHT_GATE_CHANGED: GateDetail,
    dt.FLIGHT_STATUS_CHANGED: StatusDetail,
    dt.NOTIFICATION_REQUESTED: RequestDetail,
    dt.NOTIFICATION_EMAIL: NotificationDetail,
    dt.NOTIFICATION_SMS: NotificationDetail,
    dt.NOTIFICATION_PUSH: NotificationDetail,
    dt.BOOKING_CREATED: BookingDetail,
    dt.BOOKING_STATUS_CHANGED: BookingDetail,
    dt.BOOKING_REBOOKING_NEEDED: RebookingDetail,
    dt.DISRUPTION_NOTIFIED: OutcomeDetail,
    dt.WORKFLOW_FAILED: FailureDetail,
}
