"""The filters of the list of flights: only combinations that one index can answer."""

import re
from datetime import date
from typing import Annotated, Any, Final

from fastapi import Depends, Query, Request

from services.api import problems
from services.api.problems import Problem
from services.api.reads.flight_lists import ByCarrier, ByDesignator, ByStatus, FlightFilter
from services.api.routes.parameters import date_of
from services.core.flight.key import Designator
from services.core.flight.public_status import PUBLIC_STATUSES

COMBINATIONS: Final = (("status", "date"), ("designator", "date"), ("carrier", "date"))
_CARRIER: Final = re.compile(r"[A-Z0-9]{2}")
_PAGING: Final = frozenset({"limit", "cursor"})


async def _flight_filter(
    request: Request,
    status: Annotated[
        str | None,
        Query(description=f"public status: {', '.join(PUBLIC_STATUSES)}", examples=["delayed"]),
    ] = None,
    day: Annotated[
        str | None,
        Query(alias="date", description="local date of the scheduled departure", examples=["2013-03-08"]),
    ] = None,
    designator: Annotated[
        str | None,
        Query(description="carrier, number and suffix, also of a codeshare", examples=["UA207"]),
    ] = None,
    carrier: Annotated[
        str | None, Query(description="the operating carrier, two characters of IATA", examples=["UA"])
    ] = None,
) -> FlightFilter:
    given = [name for name, _ in request.query_params.multi_items() if name not in _PAGING]
    if sorted(given) not in [sorted(names) for names in COMBINATIONS]:
        raise _invalid("flights are not listed by this combination of filters")
    if designator is not None:
        return ByDesignator(_designator(designator), _date(day or ""))
    if carrier is not None:
        if not _CARRIER.fullmatch(carrier):
            raise _invalid("the carrier is not one of a flight")
        return ByCarrier(carrier, _date(day or ""))
    if status not in PUBLIC_STATUSES:
        raise _invalid("the status is not one that flights have")
    return ByStatus(status, _date(day or ""))


def _designator(text: str) -> Designator:
    try:
        return Designator.parse(text)
    except ValueError as error:
        raise _invalid("the designator is not one of a flight") from error


def _date(text: str) -> date:
    try:
        return date_of(text)
    except ValueError as error:
        raise _invalid(str(error)) from error


def _invalid(detail: str) -> Problem:
    combinations = " or ".join(" and ".join(names) for names in COMBINATIONS)
    expected = (
        f"each of {combinations} once: status one of {', '.join(PUBLIC_STATUSES)};"
        " designator as UA207; carrier as UA; date the local date of the origin, as 2013-03-08"
    )
    members: dict[str, Any] = {
        "combinations": [list(names) for names in COMBINATIONS],
        "statuses": list(PUBLIC_STATUSES),
    }
    return Problem(problems.INVALID_FILTER, detail, expected, **members)


FilterInQuery = Annotated[FlightFilter, Depends(_flight_filter)]
