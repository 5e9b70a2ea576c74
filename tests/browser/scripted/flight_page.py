"""What the page of one flight is made of, in the shapes of the API."""

from typing import Any

from tests.browser.scripted.day import Row

CONTACTS = ("m***@example.com", "+1 *** *** 47", "j***@example.org")

_UNKNOWN = (
    *("stand", "divertedTo", "nextInfoAt", "actualOff", "actualOn", "actualIn"),
    *("scheduledIn", "estimatedIn", "boardingAt", "gateClosedAt"),
)


def flight(row: Row) -> dict[str, Any]:
    """`GET /v1/flights/{key}`."""
    shared = {name: value for name, value in row.items() if name not in ("carrier", "changedAt", "changes")}
    nothing: dict[str, Any] = dict.fromkeys(_UNKNOWN)
    out = row["estimatedOut"] or row["scheduledOut"]
    place = {"gate": row["gate"], "terminal": row["terminal"]}
    return (
        shared
        | nothing
        | {
            "aircraftType": "B739",
            "registration": "N37470",
            "reason": "WEAT" if row["status"] == "delayed" else None,
            "conflicts": [],
            "marketing": ["LH7655"],
            "announced": {
                "out": out,
                "disposition": row["disposition"],
                "divertedTo": None,
                "nextInfoAt": None,
            }
            | place,
            "booked": {"out": row["scheduledOut"], "gate": "A5", "terminal": row["terminal"]},
            "asOf": "2013-03-08T17:30:00Z",
        }
    )


def first_history(row: Row) -> list[dict[str, Any]]:
    """The schedule, and what was said since."""
    return [
        entry(
            "flight.scheduled", "2013-03-07T22:00:00Z", 1, {"scheduledOut": row["scheduledOut"], "gate": "A5"}
        ),
        entry(
            "flight.delayed",
            "2013-03-08T16:00:00Z",
            2,
            {"estimatedOut": "2013-03-08T18:30:00Z", "reason": "WEAT"},
        ),
        entry("flight.gate_changed", "2013-03-08T16:20:00Z", 3, {"gate": "B7", "terminal": "C"}),
        entry(
            "flight.delayed",
            "2013-03-08T17:02:00Z",
            4,
            {"estimatedOut": "2013-03-08T18:54:00Z", "reason": "WEAT"},
        ),
    ]


def entry(
    event_type: str, at: str, seq: int | None, facts: dict[str, Any], event_id: str = ""
) -> dict[str, Any]:
    """One row of `GET /v1/flights/{key}/history`."""
    return {
        "eventId": event_id or f"event-{seq}",
        "eventType": event_type,
        "source": "ops.UA" if seq else "flightpulse.api",
        "authority": "AIRLINE_OPS",
        "seq": seq,
        "occurredAt": at,
        "publishedAt": at,
        "correlationId": "6c1f1f7a-42d1-4c55-9f0e-8a9f6a2d1b7c",
        "causationId": None,
        "provenance": {"default": "real", "fields": {"gate": "synthetic"}},
        "facts": facts,
    }


def lines(key: str, told: int) -> list[dict[str, Any]]:
    """Rows of `GET /v1/flights/{key}/notifications`, in order of time."""
    return [
        {
            "notificationId": f"{number:032x}",
            "flightKey": key,
            "contactId": f"{number % 3:032x}",
            "channel": ("email", "sms", "push")[number % 3],
            "kind": "gate" if number >= told // 2 else "delay",
            "n": 1 + number // 3,
            "asOf": "2013-03-08T17:03:00Z",
            "createdAt": f"2026-03-01T09:{number:02d}:07.120Z",
        }
        for number in range(told)
    ]


def whole(line: dict[str, Any]) -> dict[str, Any]:
    """`GET /v1/notifications/{id}` of a line."""
    return line | {
        "contact": CONTACTS[int(line["contactId"], 16)],
        "locale": "en",
        "subject": "UA207 leaves at 1:54 p.m." if line["channel"] == "email" else None,
        "body": "UA207 from Newark to Houston now leaves at 1:54 p.m. from gate B7, terminal C.",
        "text": {"source": "template", "modelId": None, "promptVersion": "3", "hash": "e" * 64},
        "why": {
            "eventId": "event-4",
            "stateVersion": 4,
            "ruleId": "telling.differs-from-told",
            "rulesVersion": "1",
            "aspects": ["out", "gate"],
            "facts": {
                "out": {"old": "2013-03-08T18:30:00Z", "new": "2013-03-08T18:54:00Z"},
                "gate": {"new": "B7"},
            },
            "factsHash": "f" * 64,
            "toldBefore": {"disposition": "OPERATING", "out": "2013-03-08T18:30:00Z", "gate": "A5"},
        },
        "correlationId": "6c1f1f7a-42d1-4c55-9f0e-8a9f6a2d1b7c",
    }
