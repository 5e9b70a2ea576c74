"""What the world may do while looks are under way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from typing import Any

from services.core.clock import HOUR, MINUTE, Instant
from services.core.flight.truth import Disposition, Truth
from services.core.table.contact_item import contact_item
from services.core.telling.quiet_hours import QuietHours
from services.messenger.effects import ReadRecipient
from services.messenger.ports import Item
from tests.fakes.messenger import (
    AS_OF,
    DELAYED,
    DELAYED_AND_MOVED,
    MOVED,
    ON_TIME,
    SCHEDULED,
    booking_row,
    contact,
    flight_state_item,
    scene,
    table_with,
)
from tests.fakes.messenger_explorer import ALONE, Change, Explorer, State, look, workflow

LATER = replace(DELAYED, out=SCHEDULED + 75 * MINUTE)
NIGHT = SCHEDULED - 6 * HOUR  # 03:05 in New York
MORNING = SCHEDULED - 2 * HOUR  # 07:05 there
QUIET = QuietHours(time(22), time(7), "America/New_York")


@dataclass(frozen=True)
class Scenario:
    """`scripts` are sequences of changes; the steps of all of them, and of looks, mix freely."""

    scripts: tuple[tuple[Change, ...], ...]
    crashes: int = 1
    start: Mapping[tuple[str, str], Item] = field(default_factory=lambda: scene().items)
    as_of: Instant = AS_OF
    swept_at: Instant = AS_OF
    alone: tuple[type, ...] = ALONE

    def explorer(self, judge: Callable[[State], None], **changes: Any) -> Explorer:
        """An explorer of this scenario; `changes` are what a mutation needs."""
        settings: dict[str, Any] = {
            "crashes": self.crashes,
            "as_of": self.as_of,
            "swept_at": self.swept_at,
            "alone": self.alone,
        }
        return Explorer(self.start, self.scripts, judge, **(settings | changes))


def announced(published: Truth, ver: int, *workflows: str) -> Change:
    """The flight as announced, and the workflows that it starts."""
    return Change((flight_state_item(published, ver),), tuple((name, workflow) for name in workflows))


def resend(*names: str) -> Change:
    """One request to send again; with several names it is delivered several times."""
    return Change((), tuple((name, look) for name in names), resend_of="request-1")


ONE_FOLD = Scenario(((announced(DELAYED_AND_MOVED, 2, "delay", "gate"),),))
DELAY_THEN_GATE = Scenario(((announced(DELAYED, 2, "delay"), announced(DELAYED_AND_MOVED, 3, "gate")),))
GATE_THEN_DELAY = Scenario(((announced(MOVED, 2, "gate"), announced(DELAYED_AND_MOVED, 3, "delay")),))
FLIPS_BACK = Scenario(((announced(MOVED, 2, "one"), announced(ON_TIME, 3, "two")),))
FLIPS_TWICE = Scenario(((announced(MOVED, 2, "one"), announced(ON_TIME, 3), announced(MOVED, 4, "two")),))
GROWS = Scenario(((announced(DELAYED, 2, "one"), announced(LATER, 3, "two")),))
CANCELLED = replace(ON_TIME, disposition=Disposition.CANCELLED)
REINSTATED = Scenario(
    ((announced(CANCELLED, 2, "cancelled"), announced(DELAYED_AND_MOVED, 3, "reinstated")),)
)
TWO_DEATHS = replace(FLIPS_BACK, crashes=2)
LATE_BOOKING = Scenario(
    (
        (announced(DELAYED, 2, "delay"),),
        (Change((booking_row(),), (("booked", look),)),),
    ),
    start=table_with(flight_state_item(ON_TIME), contact_item(contact(), synthetic=True)).items,
    alone=tuple(kind for kind in ALONE if kind is not ReadRecipient),
)
QUIET_HOURS = Scenario(
    ((announced(MOVED, 2, "one"), announced(ON_TIME, 3, "two"), announced(MOVED, 4, "three")),),
    crashes=0,
    start=scene(who=contact(quiet=QUIET)).items,
    as_of=NIGHT,
    swept_at=MORNING,
)
QUIET_CRASH = Scenario(
    ((announced(MOVED, 2, "one"), announced(ON_TIME, 3, "two")),),
    start=scene(who=contact(quiet=QUIET)).items,
    as_of=NIGHT,
    swept_at=MORNING,
)
RESENT = Scenario(((resend("first", "again"),),), start=scene(DELAYED).items)
RESENT_WHILE_IT_CHANGES = Scenario(((resend("asked"),), (announced(DELAYED_AND_MOVED, 3, "gate"),)))

SCENARIOS = {
    "delay and gate change in one fold, two workflows": ONE_FOLD,
    "delay, then gate change": DELAY_THEN_GATE,
    "gate change, then delay": GATE_THEN_DELAY,
    "the gate changes and flips back": FLIPS_BACK,
    "the gate flips back and changes again": FLIPS_TWICE,
    "a delay that grows": GROWS,
    "cancelled, then reinstated later and elsewhere": REINSTATED,
    "the gate flips back, and two die": TWO_DEATHS,
    "a booking made while the workflow pages": LATE_BOOKING,
    "quiet hours, and the gate flips back and changes again": QUIET_HOURS,
    "quiet hours, and somebody dies": QUIET_CRASH,
    "the same resend twice": RESENT,
    "a resend while the truth changes": RESENT_WHILE_IT_CHANGES,
}
