"""A flight as the API shows it."""

from typing import Any

from pydantic import Field
from pydantic.alias_generators import to_camel

from services.api.ports import Item
from services.api.views.base import Time, View, time_of
from services.core.flight.key import FlightKey
from services.core.flight.truth import Baseline, Truth
from services.core.table.flight_item import baseline, derived_json, published_truth


class Announced(View):
    """What passengers are told from: the truth last announced, and the baseline that they booked."""

    disposition: str = Field(examples=["OPERATING"])
    out: Time | None
    gate: str | None = Field(examples=["B7"])
    terminal: str | None = Field(examples=["C"])
    diverted_to: str | None = Field(examples=[None])
    next_info_at: Time | None


class Booked(View):
    """What a passenger holds without any message."""

    out: Time | None
    gate: str | None = Field(examples=["A5"])
    terminal: str | None = Field(examples=["C"])


class FlightView(View):
    """One flight: identity, status, times, place, and what was announced of it."""

    flight_key: str = Field(examples=["UA-0207-2013-03-08-EWR-1"])
    designator: str = Field(examples=["UA207"])
    origin_date: str = Field(description="local date of the scheduled departure", examples=["2013-03-08"])
    origin: str = Field(examples=["EWR"])
    destination: str | None = Field(examples=["IAH"])
    status: str = Field(
        description="scheduled, delayed, boarding, departed, arrived, cancelled or diverted",
        examples=["delayed"],
    )
    phase: str = Field(examples=["SCHEDULED"])
    disposition: str = Field(examples=["OPERATING"])
    timeliness: str = Field(examples=["DELAYED"])
    delay_minutes: int | None = Field(description="negative: early", examples=[49])
    reason: str | None = Field(description="SSIM change reason", examples=["WEAT"])
    conflicts: list[str] = Field(
        description="what the sources say against each other", examples=[["cancelled_but_flew"]]
    )
    gate: str | None = Field(examples=["B7"])
    terminal: str | None = Field(examples=["C"])
    stand: str | None
    registration: str | None = Field(examples=["N37470"])
    aircraft_type: str | None = Field(examples=["B739"])
    marketing: list[str] = Field(description="designators of other carriers", examples=[["LH7655"]])
    diverted_to: str | None
    next_info_at: Time | None
    scheduled_out: Time | None
    estimated_out: Time | None
    actual_out: Time | None
    actual_off: Time | None
    actual_on: Time | None
    actual_in: Time | None
    scheduled_in: Time | None
    estimated_in: Time | None
    boarding_at: Time | None
    gate_closed_at: Time | None
    announced: Announced
    booked: Booked
    version: int = Field(description="counts the writes of this flight", examples=[4])
    as_of: Time


_FACT_TIMES = tuple(
    (name, to_camel(name))
    for name in (
        *("scheduled_out", "estimated_out", "actual_out", "actual_off", "actual_on", "actual_in"),
        *("scheduled_in", "estimated_in", "boarding_at", "gate_closed_at", "next_info_at"),
    )
)
_FACT_TEXTS = tuple(
    (name, to_camel(name))
    for name in ("destination", "reason", "gate", "terminal", "stand", "registration", "aircraft_type")
)


def flight_view(item: Item) -> FlightView:
    """The view of a STATE item."""
    key = FlightKey.parse(item["flightKey"])
    derived = derived_json(item)
    facts: dict[str, Any] = derived["facts"]
    named: dict[str, Any] = {name: facts.get(stored) for name, stored in _FACT_TEXTS}
    named |= {name: time_of(facts.get(stored)) for name, stored in _FACT_TIMES}
    # Not checked against its model: every value comes from a state that the consumer checked and wrote.
    return FlightView.model_construct(
        flight_key=item["flightKey"],
        designator=key.designator,
        origin_date=key.date.isoformat(),
        origin=key.airport,
        status=derived["publicStatus"],
        phase=derived["phase"],
        disposition=derived["disposition"],
        timeliness=derived["timeliness"],
        delay_minutes=derived["delayMinutes"],
        conflicts=derived["conflicts"],
        marketing=facts.get("marketing") or [],
        diverted_to=derived["truth"]["divertedTo"],
        announced=_announced(published_truth(item)),
        booked=_booked(baseline(item)),
        version=item["ver"],
        as_of=item["asOf"],
        **named,
    )


def _announced(truth: Truth) -> Announced:
    return Announced.model_construct(
        disposition=truth.disposition.value,
        out=time_of(truth.out),
        gate=truth.gate,
        terminal=truth.terminal,
        diverted_to=truth.diverted_to,
        next_info_at=time_of(truth.next_info),
    )


def _booked(held: Baseline) -> Booked:
    return Booked.model_construct(out=time_of(held.out), gate=held.gate, terminal=held.terminal)
