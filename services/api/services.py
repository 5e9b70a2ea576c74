"""What the routes work with, as the composition root built it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from services.api.auth.callers import Callers
from services.api.commands.append_event import AppendEvent
from services.api.commands.change_booking import ChangeBooking
from services.api.commands.change_contact import ChangeContact
from services.api.commands.create_booking import CreateBooking
from services.api.commands.resend import Resend
from services.api.live.board import Board
from services.api.live.viewers import Viewers
from services.api.page.page import Page
from services.api.reads.bookings import BookingReads
from services.api.reads.flight_lists import FlightLists
from services.api.reads.flights import FlightReads
from services.api.reads.kept import Kept
from services.api.reads.notifications import NotificationReads
from services.api.reads.passengers import PassengerReads
from services.api.reads.readiness import Readiness


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases of the API, and who may ask for them."""

    callers: Callers
    flights: FlightReads
    flight_lists: FlightLists
    bookings: BookingReads
    passengers: PassengerReads
    notifications: NotificationReads
    append_event: AppendEvent
    create_booking: CreateBooking
    change_booking: ChangeBooking
    change_contact: ChangeContact
    resend: Resend
    readiness: Readiness
    page: Page
    kept: Kept
    board: Board
    viewers: Viewers


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Use = Annotated[Services, Depends(_services)]
"""A route's parameter through which it reaches the use cases."""
