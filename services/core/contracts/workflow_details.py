"""The details of what workflows say of themselves: counts and errors, with ids only."""

from typing import Literal, NotRequired, TypedDict


class WorkflowDetail(TypedDict):
    """`causationId` is the event that started the workflow."""

    specVersion: Literal["1.0"]
    eventId: str
    flightKey: str
    asOf: str | None
    correlationId: str
    causationId: str
    traceparent: str | None


class OutcomeData(TypedDict):
    """Contacts looked at, and bookings where the workflow marks them; `quiet` knew everything already."""

    contacts: int
    told: int
    held: int
    quiet: int
    failedContacts: int
    failedBatches: int
    bookings: NotRequired[int]
    marked: NotRequired[int]
    restored: NotRequired[int]
    leftAlone: NotRequired[int]
    failedBookings: NotRequired[int]


class OutcomeDetail(WorkflowDetail):
    """disruption.notified."""

    data: OutcomeData


class FailureData(TypedDict):
    """`execution` is the ARN of the run that failed."""

    error: str
    cause: str
    execution: str


class FailureDetail(WorkflowDetail):
    """workflow.failed: a run failed, or was parked after its last restart."""

    data: FailureData
