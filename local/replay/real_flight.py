"""A row on one time line: what truly happened to a flight, as instants."""

from dataclasses import dataclass

from local.replay.dataset import SourceFlight
from local.replay.wall_clock import instant_at, next_at, zone_of
from services.core.clock import MINUTE, Instant
from services.core.flight.key import FlightKey


@dataclass(frozen=True, slots=True)
class RealFlight:
    """What the data says of a flight; None where it says nothing. Times are epoch milliseconds UTC."""

    key: FlightKey
    destination: str
    registration: str | None
    scheduled_out: Instant
    scheduled_in: Instant
    actual_out: Instant | None
    actual_in: Instant | None
    departure_delay: int | None
    air_minutes: int | None

    @property
    def cancelled(self) -> bool:
        """Whether it never left: the data marks that by an absent departure time."""
        return self.actual_out is None

    @property
    def diverted_like(self) -> bool:
        """Whether it left and never completed as planned (no arrival delay): diverted, by inference."""
        return self.actual_out is not None and self.actual_in is None


def on_one_time_line(row: SourceFlight) -> RealFlight:
    """Resolve clock times to instants.

    Actual times are schedule + delay, never the clock time read on the origin date: 1,207 delayed
    flights leave after local midnight and keep the origin date of their schedule.
    """
    scheduled_out = instant_at(row.origin_date, row.scheduled_departure, zone_of(row.origin))
    scheduled_in = next_at(scheduled_out, row.scheduled_arrival, zone_of(row.destination))
    return RealFlight(
        key=FlightKey(row.carrier, row.number, "", row.origin_date, row.origin, 1),
        destination=row.destination,
        registration=row.tail,
        scheduled_out=scheduled_out,
        scheduled_in=scheduled_in,
        actual_out=_later(scheduled_out, row.departure_delay),
        actual_in=_later(scheduled_in, row.arrival_delay),
        departure_delay=row.departure_delay,
        air_minutes=row.air_time,
    )


def _later(scheduled: Instant, delay_minutes: int | None) -> Instant | None:
    return None if delay_minutes is None else scheduled + delay_minutes * MINUTE
