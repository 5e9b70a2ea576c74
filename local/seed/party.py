"""One booking: a household on one flight under one locator, sharing its contacts."""

from dataclasses import dataclass
from datetime import time

from local.replay.chance import Chance
from local.seed.fiction import email_address, phone_number
from local.seed.names import Household, household
from services.core.booking.booking import Booking, Passenger, Traveller
from services.core.booking.contact import Channel, Contact, normalise
from services.core.telling.ids import contact_id, locator_hash
from services.core.telling.quiet_hours import QuietHours

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOCATOR_LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
TIERS = (*("MEMBER",) * 8, "SILVER", "GOLD")
PHONE_CHANNELS = (*((Channel.SMS,),) * 7, *((Channel.PUSH,),) * 2, (Channel.SMS, Channel.PUSH))
OPTED_OUT_SHARE = 0.03
QUIET_SHARE = 0.4
NIGHTS = ((time(22), time(7)), (time(22), time(7)), (time(21, 30), time(6, 30)), (time(23), time(8)))
"""On the full or the half hour, at which a replay sweeps."""


@dataclass(frozen=True, slots=True)
class Party:
    """A booking, and the contacts that speak for everybody on it."""

    booking: Booking
    contacts: tuple[Contact, ...]

    @property
    def passengers(self) -> tuple[Passenger, ...]:
        """Who travels."""
        return tuple(traveller.passenger for traveller in self.booking.travellers)


def party(flight_key: str, zone: str, index: int, size: int, secret: bytes, chance: Chance) -> Party:
    """Draw the booking with this number (unique in the whole seed) for `size` people on one flight."""
    people = household(size, chance)
    contacts = _contacts(people, zone, index, secret, chance)
    contact_ids = tuple(contact.contact_id for contact in contacts)
    travellers = tuple(
        Traveller(number, _passenger(people, first_name, number, chance), contact_ids)
        for number, first_name in enumerate(people.first_names, start=1)
    )
    locator = "".join(chance.pick(f"locator {place}", LOCATOR_LETTERS) for place in range(6))
    booking = Booking(
        # A ULID in shape; made from chance, so that the same seed writes the same items.
        booking_id="01" + "".join(chance.pick(f"booking {place}", CROCKFORD) for place in range(24)),
        locator_hash=locator_hash(secret, locator),
        flight_keys=(flight_key,),
        travellers=travellers,
    )
    return Party(booking, contacts)


def _passenger(people: Household, first_name: str, number: int, chance: Chance) -> Passenger:
    identity = "".join(chance.pick(f"passenger {number} {place}", CROCKFORD) for place in range(20))
    tier = chance.pick(f"tier {number}", TIERS)
    return Passenger(identity, first_name, people.last_name, people.locale, tier)


def _contacts(people: Household, zone: str, index: int, secret: bytes, chance: Chance) -> tuple[Contact, ...]:
    """A phone, an e-mail address or both, in the name of the first traveller."""
    means = chance.pick("means", ("phone", "phone", "email", "both", "both"))
    drawn: list[tuple[str, str, tuple[Channel, ...]]] = []
    if means != "email":
        drawn.append(("phone", phone_number(index), chance.pick("phone channels", PHONE_CHANNELS)))
    if means != "phone":
        address = email_address(people.first_names[0], people.last_name, index)
        drawn.append(("email", address, (Channel.EMAIL,)))
    opted_out = chance.happens("opted out", OPTED_OUT_SHARE)
    quiet = _quiet_hours(zone, chance)
    return tuple(
        Contact(
            contact_id=contact_id(secret, normalise(address)),
            kind=kind,
            address=address,
            channels=channels,
            locale=people.locale,
            zone=zone,
            first_name=people.first_names[0],
            opted_out=frozenset(channels) if opted_out else frozenset(),
            quiet=quiet,
        )
        for kind, address, channels in drawn
    )


def _quiet_hours(zone: str, chance: Chance) -> QuietHours | None:
    """The night in which a household wants to sleep, for two in five of them."""
    if not chance.happens("quiet hours", QUIET_SHARE):
        return None
    start, end = chance.pick("night", NIGHTS)
    return QuietHours(start, end, zone)
