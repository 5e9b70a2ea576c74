"""Which flights of a day a shorter replay shows: the same ones for everybody."""

from collections.abc import Iterable
from hashlib import sha256

from local.replay.delay_steps import ANNOUNCED_FROM_MINUTES
from local.replay.real_flight import RealFlight

DELAYED_SHARE = 1 / 3
"""On a quiet day a sample drawn blindly may hold no delay at all, so nothing to show."""


def sample_of(flights: Iterable[RealFlight], count: int) -> tuple[RealFlight, ...]:
    """`count` flights by a stable draw, at least a third of them delayed if the day has as many."""
    ranked = sorted(flights, key=lambda flight: sha256(str(flight.key).encode()).digest())
    delayed = [flight for flight in ranked if (flight.departure_delay or 0) >= ANNOUNCED_FROM_MINUTES]
    chosen = {flight.key: flight for flight in delayed[: round(count * DELAYED_SHARE + 0.5)][:count]}
    for flight in ranked:
        if len(chosen) >= count:
            break
        chosen.setdefault(flight.key, flight)
    return tuple(sorted(chosen.values(), key=lambda flight: (flight.scheduled_out, str(flight.key))))
