"""A day of made-up flights in the shapes of `GET /v1/board`."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

DATE = "2013-03-08"
MORNING = datetime(2013, 3, 8, 10, 0, tzinfo=UTC)
NOW = datetime(2013, 3, 8, 17, 30, tzinfo=UTC)
"""Business time: what was to leave before has left, mostly."""

_CARRIERS = ("UA", "DL", "AA", "B6", "EV", "MQ", "US", "WN", "9E", "VX")
_DESTINATIONS = (
    "IAH",
    "LAX",
    "ORD",
    "ATL",
    "BOS",
    "MCO",
    "SFO",
    "CLT",
    "MIA",
    "FLL",
    "DCA",
    "RDU",
    "DEN",
    "SJU",
)
_ORIGINS = ("EWR", "JFK", "LGA")

Row = dict[str, Any]


def iso(moment: datetime) -> str:
    """As the API writes it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day(flights: int, seed: int = 1) -> dict[str, Row]:
    """So many flights by key; the first is always UA207 to Houston, 49 minutes late, at another gate."""
    draw = random.Random(seed)
    made = [_told_of()] + [_flight(number, flights, draw) for number in range(1, flights)]
    return {row["flightKey"]: row for row in made}


def _told_of() -> Row:
    row = _row("UA", 207, "EWR", "IAH", datetime(2013, 3, 8, 18, 5, tzinfo=UTC))
    late = iso(datetime(2013, 3, 8, 18, 54, tzinfo=UTC))
    return row | {
        "status": "delayed",
        "timeliness": "DELAYED",
        "delayMinutes": 49,
        "estimatedOut": late,
        "gate": "B7",
        "terminal": "C",
        "version": 4,
        "changes": ["gate", "delay"],
    }


def _flight(number: int, of: int, draw: random.Random) -> Row:
    scheduled = MORNING + timedelta(minutes=round(17 * 60 * number / of))
    carrier, origin = draw.choice(_CARRIERS), draw.choice(_ORIGINS)
    row = _row(carrier, 1000 + number, origin, draw.choice(_DESTINATIONS), scheduled)
    row["gate"] = f"{draw.choice('ABCD')}{draw.randint(1, 48)}"
    row["changedAt"] = iso(datetime.now(UTC) - timedelta(seconds=draw.expovariate(1 / 900)))
    return row | _fate(scheduled, draw)


def _row(carrier: str, number: int, origin: str, destination: str, scheduled: datetime) -> Row:
    return {
        "flightKey": f"{carrier}-{number:04d}-{DATE}-{origin}-1",
        "designator": f"{carrier}{number}",
        "carrier": carrier,
        "originDate": DATE,
        "origin": origin,
        "destination": destination,
        "status": "scheduled",
        "phase": "SCHEDULED",
        "timeliness": "ON_TIME",
        "disposition": "OPERATING",
        "delayMinutes": 0,
        "gate": None,
        "terminal": None,
        "scheduledOut": iso(scheduled),
        "estimatedOut": None,
        "actualOut": None,
        "version": 1,
        "changedAt": iso(datetime.now(UTC)),
        "changes": [],
    }


def _fate(scheduled: datetime, draw: random.Random) -> Row:
    roll = draw.random()
    if roll < 0.07:
        return {"status": "cancelled", "disposition": "CANCELLED", "changes": ["disposition"]}
    if roll < 0.075:
        return {"status": "diverted", "disposition": "DIVERTED", "phase": "OFF", "changes": ["diversion"]}
    minutes = int(draw.expovariate(1 / 45)) + 15 if roll < 0.4 else draw.randint(-6, 12)
    out = scheduled + timedelta(minutes=minutes)
    late = {
        "delayMinutes": minutes,
        "timeliness": "DELAYED" if minutes >= 15 else "ON_TIME",
        "estimatedOut": iso(out),
        "changes": ["delay"] if minutes >= 15 else [],
    }
    if out < NOW - timedelta(hours=3):
        return late | {"status": "arrived", "phase": "IN", "actualOut": iso(out), "changes": ["phase"]}
    if out < NOW:
        phase = draw.choice(("OUT", "OFF", "OFF", "ON"))
        return late | {"status": "departed", "phase": phase, "actualOut": iso(out), "changes": ["phase"]}
    if out < NOW + timedelta(minutes=40):
        return late | {"status": "boarding", "phase": draw.choice(("BOARDING", "GATE_CLOSED"))}
    return late | {"status": "delayed" if minutes >= 15 else "scheduled"}
