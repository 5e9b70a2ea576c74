"""A small world: one delayed flight with its history, and what was told of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from services.api.app import create_app
from services.api.auth.callers import Callers
from services.api.auth.principal import DEVELOPER, Principal
from services.api.bootstrap import compose
from services.api.live.hub import Pace
from services.api.page.page import Page
from services.api.reads.cursors import Cursors
from services.core.clock import Instant, parse_instant
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.event_types import facts_of
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step
from services.core.flight.truth import Baseline
from services.core.table.flight_item import Outbox, flight_item
from services.core.table.history_item import history_item
from services.messenger.notification import Notification
from services.messenger.record import notification_item
from tests.fakes.api_bus import InMemoryBus
from tests.fakes.api_log import InMemoryLog
from tests.fakes.api_secret import FixedSecret
from tests.fakes.api_table import InMemoryApiTable
from tests.fakes.issuer import Issuer

STATUS_SHARDS = 4
SECRET = b"s" * 40
KEY = FlightKey.parse("UA-0207-2013-03-08-EWR-1")
NOW = parse_instant("2013-03-08T15:00:00Z")
WALL = parse_instant("2026-11-18T11:06:40Z")
CONTACT = "c" * 32
ADDRESS = "maria.huber@example.com"


@dataclass
class FixedClock:
    """The time that a test sets."""

    instant: Instant = NOW

    def now(self) -> Instant:
        return self.instant


def event(number: int, event_type: str, at: str, data: dict[str, Any]) -> FlightEvent:
    """One operations event of UA207."""
    return FlightEvent(
        event_id=f"event-{number}",
        event_type=event_type,
        source="ops.UA",
        authority=Authority.AIRLINE_OPS,
        flight_key=KEY,
        seq=number,
        occurred_at=parse_instant(at),
        published_at=parse_instant(at),
        correlation_id=f"correlation-{number}",
        facts=facts_of(event_type, data),
        provenance={"default": "real", "fields": {"gate": "synthetic"}},
    )


EVENTS = [
    event(
        1,
        "flight.scheduled",
        "2013-03-07T22:00:00Z",
        {"scheduledOut": "2013-03-08T14:05:00Z", "destination": "IAH", "gate": "A5", "terminal": "C"},
    ),
    event(2, "flight.delayed", "2013-03-08T12:00:00Z", {"estimatedOut": "2013-03-08T14:30:00Z"}),
    event(
        3,
        "flight.delayed",
        "2013-03-08T13:00:00Z",
        {"estimatedOut": "2013-03-08T14:54:00Z", "reason": "WEAT"},
    ),
]


def state_item(key: FlightKey = KEY, events: Sequence[FlightEvent] = EVENTS) -> dict[str, Any]:
    """STATE after these events, as the consumer stores it."""
    done = step(FlightState(key), events)
    return flight_item(done.after, done.derived, Outbox("flight-operations", 3, 41), NOW, STATUS_SHARDS)


def notification(n: int, **changes: Any) -> Notification:
    """The n-th message about the flight, as the messenger records it."""
    before = Baseline(parse_instant("2013-03-08T14:05:00Z"), "A5", "C").as_truth()
    values: dict[str, Any] = {
        "notification_id": f"{n:032x}",
        "flight_key": str(KEY),
        "contact_id": CONTACT,
        "channel": "email",
        "n": n,
        "kind": "delay",
        "aspects": ("out",),
        "locale": "en",
        "subject": "UA207 leaves later",
        "body": "UA207 leaves at 09:54.",
        "facts": json.dumps({"out": {"new": NOW, "is_new": True}, "reason": "WEAT"}),
        "facts_hash": "f" * 64,
        "told_before": json.dumps(before.to_json()) if n > 1 else None,
        "event_id": "event-3",
        "state_ver": 1,
        "rule_id": "band_changed",
        "rules_version": "1",
        "source": "template",
        "model_id": None,
        "prompt_version": "1",
        "text_hash": "e" * 64,
        "masked_contact": "m***@example.com",
        "correlation_id": "correlation-3",
        "as_of": NOW + n * 60_000,
        "created_at": NOW + n * 60_000,
    }
    return Notification(**values | changes)


@cache
def _application() -> Any:
    # FastAPI prepares a route when it is first asked for: a new application for each test did little else.
    def never_opened() -> Any:
        raise AssertionError("the fakes are set at once")

    return create_app(never_opened, {"127.0.0.1"})


@dataclass
class World:
    """The API on fakes, holding what the consumer and the messenger have written."""

    table: InMemoryApiTable = field(default_factory=InMemoryApiTable)
    log: InMemoryLog = field(default_factory=InMemoryLog)
    bus: InMemoryBus = field(default_factory=InMemoryBus)
    secret: FixedSecret = field(default_factory=lambda: FixedSecret(SECRET))
    issuer: Issuer = field(default_factory=Issuer)
    anonymous: Principal | None = DEVELOPER
    clock: FixedClock | None = field(default_factory=FixedClock)
    page: Page = field(default_factory=Page)
    wall: FixedClock = field(default_factory=lambda: FixedClock(WALL))
    pace: Pace = field(default_factory=lambda: Pace(poll=0.002, members=0.002, idle=0.5, longest_pause=0.01))

    @property
    def callers(self) -> Callers:
        """Who may call; without a token the developer, unless `anonymous` is None."""
        return self.issuer.callers(self.anonymous)

    def __post_init__(self) -> None:
        self.table.put(state_item(), *(history_item(event) for event in EVENTS))
        self.table.put(*(notification_item(notification(n)) for n in range(1, 6)))

    def app(self) -> Any:
        """The application, opened: the only one, so the last world that was asked is the one behind it."""
        app = _application()
        app.state.services = compose(
            self.callers,
            self.table,
            self.table,
            self.log,
            self.bus,
            self.secret,
            Cursors(b"secret" * 6),
            self.clock,
            STATUS_SHARDS,
            self.page,
            self.wall,
            self.pace,
        )
        return app
