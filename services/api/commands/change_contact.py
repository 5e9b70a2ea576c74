"""How a contact wants to be told; a change makes somebody look at what is due to it now."""

import uuid
from dataclasses import dataclass

from services.api.ports import NotWritten, Put, Update, Writes
from services.core.booking.contact import Channel
from services.core.clock import Clock
from services.core.table import keys
from services.core.table.contact_item import contact_change_item, quiet_attribute
from services.core.telling.quiet_hours import QuietHours


@dataclass(frozen=True, slots=True)
class Preferences:
    """`opted_out`: the channels that carry nothing any more. `quiet` None: told at any hour."""

    opted_out: frozenset[Channel]
    locale: str
    quiet: QuietHours | None


class ChangeContact:
    """One transaction: the contact, and the mark by which the stream hears of it without seeing it."""

    def __init__(self, writes: Writes, wall: Clock) -> None:
        self._writes = writes
        self._wall = wall

    async def __call__(self, contact_id: str, wanted: Preferences) -> bool:
        """False when there is no such contact. Raises AwsError; it may be repeated."""
        values = {
            "optedOut": sorted(channel.value for channel in wanted.opted_out),
            "locale": wanted.locale,
            "quiet": quiet_attribute(wanted.quiet),
        }
        change = contact_change_item(contact_id, str(uuid.uuid4()), self._wall.now())
        try:
            await self._writes.transact([Update(keys.contact(contact_id), values), Put(change)])
        except NotWritten:
            return False
        return True
