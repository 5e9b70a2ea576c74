"""The details of `flight.*` events: ids, times as RFC 3339, and what differs from what was announced."""

from typing import Literal, NotRequired, TypedDict

DispositionName = Literal["OPERATING", "CANCELLED", "DIVERTED", "RETURNED"]
PhaseName = Literal["SCHEDULED", "BOARDING", "GATE_CLOSED", "OUT", "OFF", "ON", "IN"]
Severity = Literal["on_time", "minor", "major", "severe"]


class FlightDetail(TypedDict):
    """What every event of a flight carries. `ver` orders the events of one flight."""

    specVersion: Literal["1.0"]
    eventId: str
    flightKey: str
    ver: int
    occurredAt: str
    asOf: str
    correlationId: str
    causationId: str
    traceparent: str | None


class TimeData(TypedDict):
    """Minutes against the schedule; `afterTheFact` when the time had passed before anybody heard of it."""

    severity: Severity | None
    delayMinutes: int | None
    scheduledOut: str | None
    previousOut: str | None
    out: str | None
    nextInfoAt: str | None
    disposition: DispositionName
    afterTheFact: bool


class DispositionData(TypedDict):
    """`airport`: where a diverted flight goes, by IATA code."""

    previousDisposition: DispositionName
    disposition: DispositionName
    airport: NotRequired[str]


class GateData(TypedDict):
    """A gate or terminal that is not known is null."""

    previousGate: str | None
    gate: str | None
    previousTerminal: str | None
    terminal: str | None


class StatusData(TypedDict):
    """The derived state; `conflicts` names contradictions that are parked."""

    phase: PhaseName
    disposition: DispositionName
    publicStatus: str
    delayMinutes: int | None
    out: str | None
    conflicts: list[str]


class TimeDetail(FlightDetail):
    """flight.delayed, flight.delay_cleared."""

    data: TimeData


class DispositionDetail(FlightDetail):
    """flight.cancelled, flight.reinstated, flight.diverted."""

    data: DispositionData


class GateDetail(FlightDetail):
    """flight.gate_changed."""

    data: GateData


class StatusDetail(FlightDetail):
    """flight.status_changed, which starts no workflow."""

    data: StatusData
