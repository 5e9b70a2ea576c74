"""Quiet hours where the passenger is: at the origin until take-off, then where the flight goes."""

from __future__ import annotations

from dataclasses import replace

from services.core.booking.contact import Contact
from services.core.flight.key import FlightKey
from services.core.telling.quiet_hours import QuietHours, zone_where
from services.messenger.facts.airports import airport
from services.messenger.views import FlightView


def quiet_hours_of(contact: Contact, flight: FlightView) -> QuietHours | None:
    """The contact's quiet hours by the clock of the place where it is now; None: it has none."""
    if contact.quiet is None:
        return None
    going_to = flight.published.diverted_to or flight.destination
    zone = zone_where(
        flight.phase, _zone(FlightKey.parse(flight.key).airport), _zone(going_to), contact.quiet.zone
    )
    return replace(contact.quiet, zone=zone)


def _zone(iata: str | None) -> str | None:
    place = airport(iata) if iata else None
    return place.zone if place is not None and place.city is not None else None
