"""What the live board shows, and the frames of its stream."""

from typing import Literal

from pydantic import Field

from services.api.views.base import Time, View


class FlightRow(View):
    """One flight on the board. A row with a higher `version` takes the place of another of its flight."""

    flight_key: str = Field(examples=["UA-0207-2013-03-08-EWR-1"])
    designator: str = Field(examples=["UA207"])
    carrier: str = Field(examples=["UA"])
    origin_date: str = Field(examples=["2013-03-08"])
    origin: str = Field(examples=["EWR"])
    destination: str | None = Field(examples=["IAH"])
    status: str = Field(examples=["delayed"])
    phase: str = Field(examples=["SCHEDULED"])
    timeliness: str | None = Field(examples=["DELAYED"])
    disposition: str | None = Field(examples=["OPERATING"])
    delay_minutes: int | None = Field(examples=[49])
    gate: str | None = Field(examples=["B7"])
    terminal: str | None = Field(examples=["C"])
    scheduled_out: Time | None
    estimated_out: Time | None
    actual_out: Time | None
    version: int = Field(examples=[4])
    changed_at: Time | None = Field(description="when it was written; null: more than an hour ago")
    changes: list[str] = Field(description="what of the row is new with this version", examples=[["gate"]])


class DisruptionRow(View):
    """One workflow that tells the contacts of a flight of a disruption."""

    event_id: str
    flight_key: str
    kind: Literal["delay", "cancellation", "gate_change"]
    state: str = Field(description="RUNNING, DONE, FAILED (it is tried again) or PARKED (it is not)")
    started_at: Time
    updated_at: Time
    contacts: int | None = Field(description="looked at; null until it has ended well")
    told: int | None
    held: int | None = Field(description="to be told after their quiet hours")
    failed: int | None
    attempt: int | None
    reason: str | None = Field(description="the name of the error of the last attempt")


class MessageRow(View):
    """That a message was sent: not to whom, and not what it says."""

    notification_id: str
    flight_key: str
    kind: str = Field(examples=["delay"])
    channel: str = Field(examples=["sms"])
    source: str | None = Field(description="how the text was made", examples=["template"])
    at: Time | None


class NoticeDuty(View):
    """14 CFR 259.8: cancellations, diversions and long delays whose contacts are not all told yet."""

    limit_minutes: int
    open: int
    oldest_minutes: int | None = Field(description="since it became true at the carrier, in business time")
    late: int = Field(description="of those open, the ones older than the limit")


class OperationsRow(View):
    """Figures of the system; null is what nobody has reported."""

    at: Time
    as_of: Time | None = Field(description="business time of the last change, as in the snapshot")
    consumers: int = Field(description="members that reported within 20 s")
    lag_records: int | None
    lag_seconds: float | None
    end_to_end_p50_ms: float | None = Field(
        alias="endToEndP50Ms", description="record in Kafka to done, of the last minute, from a histogram"
    )
    end_to_end_p99_ms: float | None = Field(alias="endToEndP99Ms")
    dead_letters: int | None = Field(description="since these members started")
    messages: int = Field(description="of the last hour")
    template_share: float | None = Field(description="of the messages of the last hour")
    notice_duty: NoticeDuty


class BoardView(View):
    """Everything that the board shows at first; its stream goes on from `position`."""

    date: str = Field(description="local date of the scheduled departure", examples=["2013-03-08"])
    position: str = Field(description="opaque; for `Last-Event-ID` or `position` of the stream")
    as_of: Time | None = Field(description="business time of the last change; null: none in the last hour")
    flights: list[FlightRow]
    flights_left_out: int = Field(description="of a day with more flights than a board shows")
    disruptions: list[DisruptionRow] = Field(description="in progress, or changed in the last hour")
    messages: list[MessageRow] = Field(description="the newest first, 100 at most")
    operations: OperationsRow
