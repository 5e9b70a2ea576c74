"""The board as one answer: everything that it shows, and the position from which its stream goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import msgspec

from services.api.live.days import Day, Days
from services.api.live.hub import Hub
from services.api.live.rows import Row
from services.core.clock import Clock, format_instant

_MOST_ANSWERS: Final = 4


@dataclass(frozen=True, slots=True)
class _Encoded:
    """An answer, and of what it was made."""

    made_of: tuple[object, ...]
    body: bytes


class Board:
    """However many ask in one second, they get the same answer, made once."""

    def __init__(self, hub: Hub, days: Days, clock: Clock) -> None:
        self.hub = hub
        self._days = days
        self._clock = clock
        self._answers: dict[str, _Encoded] = {}
        hub.listeners.append(days.take)
        hub.on_load.append(days.drop)

    async def snapshot(self, wanted: date | None) -> bytes:
        """As JSON. Raises AwsError.

        The position is that of the last poll before anything of this is put together, so that whatever is
        not in it comes by the stream.
        """
        await self.hub.ready()
        memory = self.hub.memory
        day = wanted.isoformat() if wanted else memory.last_date or self._today()
        changed = [key for key, shown in memory.flights.items() if shown.row["originDate"] == day]
        flights = await self._days.flights(day, changed)
        made_of = (self.hub.position, flights.read_at, id(flights))
        known = self._answers.get(day)
        if known is None or known.made_of != made_of:
            body = msgspec.json.encode(self._answer(day, flights))
            known = self._answers[day] = _Encoded(made_of, body)
            if len(self._answers) > _MOST_ANSWERS:
                del self._answers[next(iter(self._answers))]
        return known.body

    def _answer(self, day: str, flights: Day) -> Row:
        memory = self.hub.memory
        return {
            "date": day,
            "position": str(self.hub.position),
            "asOf": None if memory.as_of is None else format_instant(memory.as_of),
            "flights": list(self._rows(flights)),
            "flightsLeftOut": flights.left_out,
            "disruptions": [shown.row for shown in memory.disruptions.values()],
            "messages": [shown.row for shown in reversed(memory.messages.newest())],
            "operations": self.hub.operations,
        }

    def _rows(self, day: Day) -> Iterator[Row]:
        """With the time of the change where the feed still holds it."""
        recent = self.hub.memory.flights
        for key, row in day.rows.items():
            shown = recent.get(key)
            same = shown is not None and shown.row["version"] >= row["version"]
            yield shown.row if shown is not None and same else row

    def _today(self) -> str:
        return datetime.fromtimestamp(self._clock.now() / 1000, UTC).date().isoformat()


def position_of(text: str | None) -> int | None:
    """A position as the stream gives it out; None for none and for what is not one."""
    if text is None or not (text.isascii() and text.isdecimal() and len(text) <= 15):
        return None
    return int(text)
