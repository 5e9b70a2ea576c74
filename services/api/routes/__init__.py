"""One file per resource."""

from typing import Final

from fastapi import APIRouter

from services.api.routes import (
    board,
    booking_changes,
    bookings,
    flight_bookings,
    flight_events,
    flight_history,
    flight_notifications,
    flights,
    health,
    me,
    new_bookings,
    notifications,
    page,
    passenger_bookings,
    passenger_contacts,
    passenger_notifications,
    passengers,
    resend,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    # First what is asked most: a path is looked for from the first router to the last.
    flights.router,
    health.router,
    page.router,
    me.router,
    board.router,
    flight_history.router,
    flight_notifications.router,
    flight_bookings.router,
    flight_events.router,
    bookings.router,
    new_bookings.router,
    booking_changes.router,
    passengers.router,
    passenger_bookings.router,
    passenger_contacts.router,
    passenger_notifications.router,
    notifications.router,
    resend.router,
)
