"""TOLD as this look knows it: what it read or wrote, and the conditions for changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.core.clock import Instant
from services.core.flight.truth import Truth
from services.core.telling.aspect import Aspect
from services.core.telling.told import Held, Told
from services.messenger.notification import Notification
from services.messenger.ports import ABSENT, Absent, Condition


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """`stored` is False for a contact without an item. Values and aspects-ever only change with n."""

    told: Told
    stored: bool

    @property
    def pending(self) -> tuple[Notification, ...]:
        """The notifications of number n that may not have been published yet."""
        return tuple(Notification.from_json(stored) for stored in self.told.pending)

    @property
    def open(self) -> bool:
        """Whether something is left for the sweeper to find."""
        return bool(self.told.pending) or self.told.held is not None or self.told.due is not None

    def number_seen(self) -> Condition:
        """Nobody told this contact anything since."""
        number: int | Absent = self.told.n if self.stored else ABSENT
        return {"n": number}

    def all_seen(self) -> Condition:
        """Nobody told this contact anything since, nor put a message on hold."""
        token: str | Absent = self.told.held.token if self.told.held else ABSENT
        return {**self.number_seen(), "holdToken": token}

    def advanced(
        self,
        values: Truth,
        ever: frozenset[Aspect],
        notifications: tuple[Notification, ...],
        lease_until: Instant,
    ) -> ToldRecord:
        """Number n+1: what is told now, and its notifications to be published before the lease ends."""
        pending: tuple[Mapping[str, object], ...] = tuple(each.to_json() for each in notifications)
        due = lease_until if notifications else None
        return ToldRecord(Told(self.told.n + 1, values, ever, pending, due), stored=True)

    def held(self, until: Instant, token: str) -> ToldRecord:
        """Nothing told, but to be looked at again when the quiet hours end."""
        kept = replace(self.told, pending=(), held=Held(until, token), due=until)
        return ToldRecord(kept, stored=True)

    def settled(self) -> ToldRecord:
        """Nothing left to do."""
        return ToldRecord(replace(self.told, pending=(), held=None, due=None), stored=True)
