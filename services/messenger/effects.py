"""Everything that a look asks of the world; each touches the table or the bus at most once."""

from __future__ import annotations

from dataclasses import dataclass

from services.core.clock import Instant
from services.messenger.notification import Notification
from services.messenger.ports import Condition
from services.messenger.text import TextNeed
from services.messenger.told_record import ToldRecord


@dataclass(frozen=True, slots=True)
class ReadTold:
    """What this contact was told of this flight; consistent. Answer: ToldRecord."""


@dataclass(frozen=True, slots=True)
class ReadRecipient:
    """Who the contact is, and whether a booking still stands; consistent. Answer: Recipient."""


@dataclass(frozen=True, slots=True)
class WasWritten:
    """Whether any of these notifications is on record; consistent. Answer: bool."""

    notification_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadFlight:
    """The flight as announced; consistent, and read after every effect before it. Answer: FlightView."""


@dataclass(frozen=True, slots=True)
class TakeStamp:
    """Wall clock, the end of a lease taken now, and a fresh token. Answer: Stamp."""


@dataclass(frozen=True, slots=True)
class MakeText:
    """A verified text for each channel. Answer: Text. Raises Permanent when no text can be true."""

    need: TextNeed


@dataclass(frozen=True, slots=True)
class WriteTold:
    """Replaces TOLD, if what `when` names of it still stands. Answer: bool."""

    record: ToldRecord
    when: Condition


@dataclass(frozen=True, slots=True)
class Record:
    """Writes the full record of each notification; a second time changes nothing. Answer: None."""

    notifications: tuple[Notification, ...]


@dataclass(frozen=True, slots=True)
class Publish:
    """Publishes notification.{channel} for each. Answer: None. Raises Retryable if one is not taken."""

    notifications: tuple[Notification, ...]


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person has to know of. Answer: None."""

    name: str
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """Times by the wall clock, and a token, for one write."""

    now: Instant
    lease_until: Instant
    token: str


_Reading = ReadTold | ReadRecipient | WasWritten | ReadFlight
_Making = TakeStamp | MakeText
_Acting = WriteTold | Record | Publish | Alarm
Effect = _Reading | _Making | _Acting
