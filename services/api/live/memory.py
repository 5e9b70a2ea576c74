"""What changed in the last hour, as far as a board shows it: the newest row of each thing."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field

from services.api.live import rows
from services.api.live.feed import appeared_at
from services.api.live.messages import Messages
from services.api.live.rows import OVER, Row
from services.api.ports import Item
from services.core.clock import HOUR, Instant
from services.core.table import change_item
from services.core.table.change_keys import change_of


@dataclass(frozen=True, slots=True)
class Shown:
    """One row as it stands; `item` is what it was made of, `appeared` when that came into the feed."""

    event: str
    row: Row
    item: Item
    appeared: Instant


@dataclass(slots=True)
class Memory:
    """Grows by what is in the feed, and forgets what is older than an hour and over.

    `complete_since` is from when on nothing is missing.
    """

    complete_since: Instant
    flights: OrderedDict[str, Shown] = field(default_factory=OrderedDict)
    disruptions: OrderedDict[str, Shown] = field(default_factory=OrderedDict)
    messages: Messages = field(default_factory=Messages)
    as_of: Instant | None = None
    last_date: str | None = None

    def take(self, item: Item) -> Shown | None:
        """The row that the item makes; None when a newer one of the same thing is known."""
        item = change_item.read_change(item)
        match item["type"]:
            case change_item.FLIGHT:
                return self._flight(item)
            case change_item.RUN:
                return self._run(item)
            case change_item.NOTIFICATION:
                return self._message(item)
            case _:  # of a release to come
                return None

    def since(self, instant: Instant) -> Iterator[Shown]:
        """Rows that came into the feed at this time or later, the oldest first."""
        found = [*self.flights.values(), *self.disruptions.values(), *self.messages.newest()]
        yield from sorted((one for one in found if one.appeared >= instant), key=lambda one: one.appeared)

    def forget(self, now: Instant) -> None:
        """Drop what is older than an hour, but for workflows that are not over."""
        before = now - HOUR
        self.complete_since = max(self.complete_since, before)
        for kept in (self.flights, self.disruptions):
            for key in [key for key, one in kept.items() if one.appeared < before and not _is_open(one)]:
                del kept[key]
        self.messages.forget(before)

    def _flight(self, item: Item) -> Shown | None:
        key = item["flightKey"]
        known = self.flights.get(key)
        if known is not None and known.item["ver"] >= item["ver"]:
            return None
        shown = Shown("flight", rows.flight_from_change(item), item, appeared_at(item))
        self.flights[key] = shown
        self.as_of = max(self.as_of or 0, item.get("asOf") or 0) or None
        self.last_date = shown.row["originDate"]
        return shown

    def _run(self, item: Item) -> Shown | None:
        key, (appeared, number) = item["eventId"], change_of(item["SK"])
        known = self.disruptions.get(key)
        # Numbers of writes to one item only rise; times of the table are whole seconds.
        if known is not None and change_of(known.item["SK"])[1] >= number:
            return None
        shown = self.disruptions[key] = Shown("disruption", rows.disruption(item), item, appeared)
        return shown

    def _message(self, item: Item) -> Shown | None:
        shown = Shown("message", rows.message(item), item, appeared_at(item))
        return shown if self.messages.add(shown) else None


def _is_open(shown: Shown) -> bool:
    return shown.event == "disruption" and shown.row["state"] not in OVER
