"""The invented passengers of a scenario and their bookings."""

from flightpulse.scenario.script import ZONE, Group, Scenario
from local.seed.fiction import email_address, phone_number
from local.seed.party import Party
from services.core.booking.booking import Booking, Passenger, Traveller
from services.core.booking.contact import Contact, normalise
from services.core.telling.ids import contact_id, locator_hash

LAST_NAME = "Example"
LOCALE = "en-US"
GROUPS_AT_MOST = 100


def parties_of(scenario: Scenario, secret: bytes) -> list[Party]:
    """The bookings, the same in every run. No two scenarios share a contact or a passenger."""
    return [_party(scenario, number, group, secret) for number, group in enumerate(scenario.groups)]


def locator_of(scenario: Scenario, number: int) -> str:
    """The record locator of the booking with this number, from 0."""
    return f"{scenario.number:04d}{number:02d}"


def passenger_id_of(scenario: Scenario, number: int, seat: int) -> str:
    """The passenger with this number, from 1, of the booking with this number, from 0."""
    return f"SCEN{scenario.number:04d}{number:02d}{seat:02d}"


def _party(scenario: Scenario, number: int, group: Group, secret: bytes) -> Party:
    contact = _contact(scenario, number, group, secret)
    travellers = tuple(
        Traveller(seat, _passenger(scenario, number, seat, name, group.tier), (contact.contact_id,))
        for seat, name in enumerate(group.names, start=1)
    )
    booking = Booking(
        # 26 letters, as a ULID has.
        booking_id=f"01SCEN{scenario.number:04d}{number:016d}",
        locator_hash=locator_hash(secret, locator_of(scenario, number)),
        flight_keys=(str(scenario.key),),
        travellers=travellers,
    )
    return Party(booking, (contact,))


def _passenger(scenario: Scenario, number: int, seat: int, name: str, tier: str) -> Passenger:
    return Passenger(passenger_id_of(scenario, number, seat), name, LAST_NAME, LOCALE, tier)


def _contact(scenario: Scenario, number: int, group: Group, secret: bytes) -> Contact:
    index = scenario.number * GROUPS_AT_MOST + number
    address = phone_number(index) if group.by_phone else email_address(group.names[0], LAST_NAME, index)
    return Contact(
        contact_id=contact_id(secret, normalise(address)),
        kind="phone" if group.by_phone else "email",
        address=address,
        channels=group.channels,
        locale=LOCALE,
        zone=ZONE.key,
        first_name=group.names[0],
        opted_out=frozenset(group.channels) if group.opted_out else frozenset(),
        quiet=group.quiet,
    )
