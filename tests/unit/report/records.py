"""Records of one flight whose passengers were told of a delay, to be changed by tests."""

import json
from typing import Any

from local.report.flight_record import FlightRecord
from services.core.booking.contact import Channel, Contact
from services.core.flight.truth import Baseline, Disposition, Truth
from services.core.table.flight_item import dumps
from services.core.telling.aspect import Aspect
from services.core.telling.told import Told

KEY = "UA-0207-2013-03-08-EWR-1"
OUT = 1_362_751_500_000
MINUTE = 60_000
BOOKED = Baseline(OUT, "C74", "C")
DELAYED = Truth(out=OUT + 45 * MINUTE, gate="C74", terminal="C")
CANCELLED = Truth(disposition=Disposition.CANCELLED, out=OUT, gate="C74", terminal="C")
CONTACT = Contact("c1", "phone", "+12015550100", (Channel.SMS,), "en-US", "America/New_York")


def state(published: Truth, phase: str = "SCHEDULED") -> dict[str, Any]:
    parts = {
        "published": published.to_json(),
        "baseline": BOOKED.to_json(),
        "registers": {},
        "derived": {"phase": phase},
    }
    return {name: dumps(value) for name, value in parts.items()}


def message(n: int = 1, minutes_late: int = 45, channel: str = "sms", **other: Any) -> dict[str, Any]:
    """The record of a message that states a departure this many minutes late."""
    facts = {"gate": None, "time": {"new": OUT + minutes_late * MINUTE, "previous": OUT, "is_new": True}}
    return {
        "notificationId": f"{n}-{channel}",
        "flightKey": KEY,
        "contactId": "c1",
        "channel": channel,
        "n": n,
        "ruleId": "telling.differs-from-told",
        "facts": json.dumps(facts),
        "textHash": f"hash-{n}",
        **other,
    }


def record(
    *notifications: dict[str, Any], n: int | None = None, published: Truth = DELAYED, phase: str = "SCHEDULED"
) -> FlightRecord:
    """A flight with one contact and these messages; TOLD counts them unless `n` says otherwise."""
    numbers = {item["n"] for item in notifications}
    count = len(numbers) if n is None else n
    told = {"c1": Told(count, DELAYED, frozenset({Aspect.TIME}))} if count else {}
    return FlightRecord(KEY, state(published, phase), frozenset({"e1"}), {"c1": CONTACT}, told, notifications)
