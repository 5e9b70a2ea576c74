"""What is around the flights: disruptions, messages, operations, and one flight's page."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.scripted.day import NOW, Row, iso


def disruptions(flights: list[Row]) -> list[Row]:
    """One for each delayed or cancelled flight; among the first are all four states."""
    states = ["RUNNING", "FAILED", "PARKED"]
    told = [row for row in flights if row["status"] in ("delayed", "cancelled")][:60]
    return [
        disruption(row, states[index] if index < len(states) else ("DONE", "RUNNING")[index % 5 == 0], index)
        for index, row in enumerate(told)
    ]


def disruption(flight: Row, state: str, number: int) -> Row:
    """Of this flight, `number` makes it differ from its neighbours."""
    contacts, held, failed = 5 + number % 7, int(number % 3 == 1), int(number % 8 == 7)
    done = state == "DONE"  # nothing is counted before everybody was looked at
    at = datetime.now(UTC) - timedelta(seconds=11 * number)
    return {
        "eventId": f"event-{flight['flightKey']}",
        "flightKey": flight["flightKey"],
        "kind": "cancellation" if flight["status"] == "cancelled" else "delay",
        "state": state,
        "startedAt": iso(at - timedelta(seconds=20)),
        "updatedAt": iso(at),
        "contacts": contacts if done else None,
        "told": contacts - held - failed if done else None,
        "held": held if done else None,
        "failed": failed if done else None,
        "attempt": 5 if state == "PARKED" else 2 if state == "FAILED" else 1,
        "reason": "States.Timeout" if state in ("FAILED", "PARKED") else None,
    }


def messages(flights: list[Row]) -> list[Row]:
    """A hundred, newest first."""
    told = [row for row in flights if row["status"] in ("delayed", "cancelled")]
    return [message(told[number % len(told)], number) for number in range(100)] if told else []


def message(flight: Row, number: int) -> Row:
    """The one that was sent `number` times 4 seconds ago."""
    return {
        "notificationId": uuid.uuid5(uuid.NAMESPACE_OID, f"{flight['flightKey']} {number}").hex,
        "flightKey": flight["flightKey"],
        "kind": "cancelled" if flight["status"] == "cancelled" else "delay",
        "channel": ("email", "sms", "push")[number % 3],
        "at": iso(datetime.now(UTC) - timedelta(seconds=4 * number)),
    }


def operations(**changes: Any) -> Row:
    """A calm moment."""
    return {
        "at": iso(datetime.now(UTC)),
        "asOf": iso(NOW),
        "consumers": 2,
        "lagRecords": 38,
        "lagSeconds": 0.4,
        "endToEndP50Ms": 640,
        "endToEndP99Ms": 2310,
        "deadLetters": 0,
        "messages": 4182,
        "templateShare": 0.97,
        "noticeDuty": {"limitMinutes": 30, "open": 14, "oldestMinutes": 6, "late": 0},
    } | changes
