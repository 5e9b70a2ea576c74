"""One file per resource."""

from typing import Final

from fastapi import APIRouter

from services.api.routes import (
    flight_events,
    flight_history,
    flight_notifications,
    flights,
    health,
    notifications,
    resend,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    health.router,
    flights.router,
    flight_history.router,
    flight_notifications.router,
    flight_events.router,
    notifications.router,
    resend.router,
)
