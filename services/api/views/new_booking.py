"""What a caller sends to book, to rebook and to say how a contact wants to be told."""

import re
from datetime import time
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from services.api.views.base import View
from services.core.booking.booking import Passenger
from services.core.booking.contact import Channel, Contact, normalise
from services.core.flight.key import FlightKey
from services.core.telling.quiet_hours import QuietHours

_FLIGHT = "UA-0207-2013-03-08-EWR-1"
_LOCALE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
Name = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]+$", examples=["Maria"])]
Locale = Annotated[str, Field(max_length=35, pattern=_LOCALE, description="BCP 47", examples=["de-DE"])]
FlightKeys = Annotated[list[str], Field(min_length=1, max_length=8, examples=[[_FLIGHT]])]


def _flights(given: list[str]) -> list[str]:
    parsed = [str(FlightKey.parse(text)) for text in given]
    if len(set(parsed)) < len(parsed):
        raise ValueError("a flight is there twice")
    return parsed


def _zone(given: str) -> str:
    if given not in available_timezones():
        raise ValueError("not an IANA time zone; right is Europe/Berlin")
    return given


class QuietBody(View):
    """From `start` to `end` on the clock of the zone where the passenger is; nothing is sent meanwhile."""

    start: str = Field(examples=["22:00"])
    end: str = Field(examples=["07:00"])
    zone: str = Field(description="of the contact's home (IANA)", examples=["Europe/Berlin"])

    @field_validator("start", "end")
    @classmethod
    def _clock(cls, given: str) -> str:
        if not _CLOCK.fullmatch(given):
            raise ValueError("not a time of the day; right is 22:00")
        return given

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, given: str) -> str:
        return _zone(given)

    def quiet(self) -> QuietHours:
        """As the kernel has it."""
        return QuietHours(time.fromisoformat(self.start), time.fromisoformat(self.end), self.zone)


class ContactBody(View):
    """Where messages go. An address that is known keeps the preferences that it has."""

    address: str = Field(
        description="a number (E.164) or a mail address", max_length=254, examples=["+12025550123"]
    )
    channels: list[Channel] = Field(min_length=1, max_length=3, examples=[["sms"]])
    locale: Locale
    zone: str = Field(description="of the contact's home (IANA)", examples=["Europe/Berlin"])
    first_name: Name | None = None
    quiet: QuietBody | None = None

    @field_validator("address")
    @classmethod
    def _address(cls, given: str) -> str:
        return normalise(given)

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, given: str) -> str:
        return _zone(given)

    def contact(self) -> Contact:
        """As the kernel has it, without an id."""
        return Contact(
            "",
            "email" if "@" in self.address else "phone",
            self.address,
            tuple(dict.fromkeys(self.channels)),
            self.locale,
            self.zone,
            self.first_name,
            quiet=None if self.quiet is None else self.quiet.quiet(),
        )


class TravellerBody(View):
    """Who travels, and who is told. A passenger who is known keeps the profile that there is."""

    passenger_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", examples=["7GJ2K9QX4M0PZ3R5T8VB"])
    first_name: Name
    last_name: Name
    locale: Locale
    tier: str = Field(
        "MEMBER", pattern=r"^[A-Z]{1,20}$", description="frequent-flyer tier", examples=["GOLD"]
    )
    contacts: list[ContactBody] = Field(max_length=4)

    def passenger(self) -> Passenger:
        """As the kernel has it."""
        return Passenger(self.passenger_id, self.first_name, self.last_name, self.locale, self.tier)


class BookingBody(View):
    """A new booking."""

    flight_keys: FlightKeys
    passengers: list[TravellerBody] = Field(min_length=1, max_length=9)
    locator: str | None = Field(
        None,
        pattern="^[A-Za-z0-9]{6}$",
        description="record locator; left out: one is made",
        examples=["K7M2QX"],
    )

    @field_validator("flight_keys")
    @classmethod
    def _flight_keys(cls, given: list[str]) -> list[str]:
        return _flights(given)

    @field_validator("passengers")
    @classmethod
    def _each_once(cls, given: list[TravellerBody]) -> list[TravellerBody]:
        if len({who.passenger_id for who in given}) < len(given):
            raise ValueError("a passenger is there twice")
        return given

    def said(self) -> Any:
        """The whole request, to tell a repeat from another one."""
        return self.model_dump(mode="json")


class RebookBody(View):
    """The flights on which the booking is to be."""

    flight_keys: FlightKeys

    @field_validator("flight_keys")
    @classmethod
    def _flight_keys(cls, given: list[str]) -> list[str]:
        return _flights(given)


class PreferencesBody(View):
    """How a contact wants to be told, whole: what is left out is not kept."""

    opted_out: list[Channel] = Field(max_length=3, description="channels that carry nothing any more")
    locale: Locale
    quiet: QuietBody | None = Field(description="null: told at any hour")


class BookingMade(View):
    """The booking stands, with all its rows."""

    booking_id: str = Field(description="a ULID", examples=["01HQ3ZJ5V9M8K2N4P6R7S8T9VW"])
    locator: str = Field(examples=["K7M2QX"])


class BookingChanged(View):
    """The booking as it is now."""

    booking_id: str = Field(examples=["01HQ3ZJ5V9M8K2N4P6R7S8T9VW"])
    status: str = Field(examples=["CHECKED_IN"])
    version: int = Field(examples=[2])
    flight_keys: list[str] = Field(examples=[[_FLIGHT]])
