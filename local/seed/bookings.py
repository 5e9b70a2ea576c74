"""The bookings of every flight of a replay."""

from collections.abc import Iterable, Iterator
from itertools import count

from local.replay.chance import Chance
from local.replay.real_flight import RealFlight
from local.replay.wall_clock import zone_of
from local.seed.party import Party, party
from services.core.table.booking_item import booking_items, passenger_item
from services.core.table.contact_item import contact_item

PARTY_SIZES = (1, 1, 1, 1, 1, 2, 2, 2, 3, 4)


def parties_for(
    flights: Iterable[RealFlight], passengers_per_flight: int, seed: int, secret: bytes
) -> Iterator[Party]:
    """Bookings that fill each flight with exactly this many passengers (a sample of a real cabin)."""
    numbers = count()
    for flight in flights:
        key = str(flight.key)
        zone = zone_of(flight.key.airport).key
        seats = passengers_per_flight
        for booking in count():
            if not seats:
                break
            chance = Chance(seed, f"{key}|booking {booking}")
            size = min(seats, chance.pick("party size", PARTY_SIZES))
            yield party(key, zone, next(numbers), size, secret, chance)
            seats -= size


def items_of(parties: Iterable[Party]) -> Iterator[dict[str, object]]:
    """Every table item of these bookings, each key once, marked synthetic."""
    for one in parties:
        yield from booking_items(one.booking, synthetic=True)
        for passenger in one.passengers:
            yield passenger_item(passenger, synthetic=True)
        for contact in one.contacts:
            yield contact_item(contact, synthetic=True)
