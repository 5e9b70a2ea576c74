"""Parameters that several routes take, checked once."""

import re
from datetime import date
from typing import Annotated, Final

from fastapi import Depends, Header, Path, Query, Request

from services.api import problems
from services.api.auth.callers import not_yours
from services.api.auth.guard import Caller
from services.api.commands.idempotency import KEY_PATTERN
from services.api.problems import Problem
from services.core.flight.key import FlightKey
from services.core.tracing.context import parse_traceparent
from services.core.tracing.current import current_traceparent

PAGE_DEFAULT: Final = 50
PAGE_MAX: Final = 100
_DIGEST = re.compile(r"[0-9a-f]{32}")
_PASSENGER_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LOCATOR = re.compile(r"[A-Za-z0-9]{6}")
_EVENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_IDEMPOTENCY_KEY = re.compile(KEY_PATTERN)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


async def _flight_key(
    key: Annotated[str, Path(description="flight key", examples=["UA-0207-2013-03-08-EWR-1"])],
) -> FlightKey:
    try:
        return FlightKey.parse(key)
    except ValueError as error:
        expected = "carrier-number-date-airport-repeat, as UA-0207-2013-03-08-EWR-1"
        raise Problem(problems.INVALID_KEY, "the path holds no flight key", expected) from error


async def _notification_id(
    notification_id: Annotated[
        str, Path(alias="id", description="notification id", examples=["5b1f0c9a7d3e4f62a1b0c9d8e7f60514"])
    ],
) -> str:
    if _DIGEST.fullmatch(notification_id):
        return notification_id
    raise Problem(
        problems.INVALID_ID, "the path holds no notification id", "32 lower-case hexadecimal digits"
    )


async def _event_id(event_id: Annotated[str, Path(alias="id", description="event id")]) -> str:
    if _EVENT_ID.fullmatch(event_id):
        return event_id
    raise Problem(
        problems.INVALID_ID, "the path holds no event id", "1 to 64 letters, digits, dashes and underscores"
    )


async def _passenger_id(
    passenger_id: Annotated[
        str, Path(alias="id", description="passenger id", examples=["7GJ2K9QX4M0PZ3R5T8VB"])
    ],
) -> str:
    if _PASSENGER_ID.fullmatch(passenger_id):
        return passenger_id
    raise Problem(
        problems.INVALID_ID,
        "the path holds no passenger id",
        "1 to 64 letters, digits, dashes and underscores",
    )


async def _contact_id(
    contact_id: Annotated[
        str, Path(alias="contact", description="contact id", examples=["5b1f0c9a7d3e4f62a1b0c9d8e7f60514"])
    ],
) -> str:
    if _DIGEST.fullmatch(contact_id):
        return contact_id
    raise Problem(problems.INVALID_ID, "the path holds no contact id", "32 lower-case hexadecimal digits")


async def _own_passenger_id(passenger_id: Annotated[str, Depends(_passenger_id)], caller: Caller) -> str:
    if caller.is_other_than(passenger_id):
        raise not_yours("a path with the passenger id of the token")
    return passenger_id


async def _locator(
    locator: Annotated[str, Path(description="record locator, in either case", examples=["K7M2QX"])],
) -> str:
    if _LOCATOR.fullmatch(locator):
        return locator
    raise Problem(problems.INVALID_ID, "the path holds no record locator", "6 letters and digits")


async def _idempotency_key(
    given: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="required; the same key with the same request takes effect once",
            examples=["9c1b2c2e-7a55-4b0e-9f0d-2b8f1f0f6a52"],
        ),
    ] = None,
) -> str:
    if given is not None and _IDEMPOTENCY_KEY.fullmatch(given):
        return given
    detail = "the header is missing" if given is None else "the header holds characters that it must not"
    expected = "an Idempotency-Key of 1 to 128 letters, digits and . _ : ~ -, best a UUID"
    raise Problem(problems.NO_IDEMPOTENCY_KEY, detail, expected)


def date_of(text: str) -> date:
    """Raises ValueError that says what is wrong with it, and never what it is."""
    if not _DATE.fullmatch(text):
        raise ValueError("the date is not one of the form YYYY-MM-DD")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError("the date is on no calendar") from error


async def _date(
    given: Annotated[
        str | None,
        Query(alias="date", description="local date of the scheduled departure", examples=["2013-03-08"]),
    ] = None,
) -> date | None:
    try:
        return None if given is None else date_of(given)
    except ValueError as error:
        raise Problem(problems.INVALID_FILTER, str(error), "a date as 2013-03-08, or none") from error


async def _traceparent(request: Request) -> str | None:
    """That of the request's own span. Untraced, the caller's, unless it is one to ignore."""
    given = request.headers.get("traceparent")
    return current_traceparent() or (given if parse_traceparent(given) else None)


FlightKeyInPath = Annotated[FlightKey, Depends(_flight_key)]
NotificationIdInPath = Annotated[str, Depends(_notification_id)]
OwnPassengerId = Annotated[str, Depends(_own_passenger_id)]
"""A passenger id; where the token is a passenger's, that one's."""

ContactIdInPath = Annotated[str, Depends(_contact_id)]
LocatorInPath = Annotated[str, Depends(_locator)]
EventIdInPath = Annotated[str, Depends(_event_id)]
IdempotencyKey = Annotated[str, Depends(_idempotency_key)]
Traceparent = Annotated[str | None, Depends(_traceparent)]
DateInQuery = Annotated[date | None, Depends(_date)]
IfNoneMatch = Annotated[str | None, Header(description="ETag of the answer that the caller has")]
Limit = Annotated[int, Query(ge=1, le=PAGE_MAX, description="rows of a page at most")]
Cursor = Annotated[str | None, Query(description="`next` of the page before", max_length=500)]
