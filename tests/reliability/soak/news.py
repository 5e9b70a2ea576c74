"""Operations events without end: schedules, delays and gates, with repeats, stale ones and some rubbish."""

import random
from collections.abc import Iterator

from services.core.clock import MINUTE, format_instant, parse_instant
from tests.reliability.events import SCHEDULE, event, key_of

DEPARTURE = parse_instant("2013-03-08T14:00:00Z")
RUBBISH = (b"{not json", b"", b'{"specVersion": "1.0"}')


class News:
    """The events of some flights, drawn from a chance."""

    def __init__(self, chance: random.Random, flights: int) -> None:
        self._chance = chance
        self._keys = [key_of(number) for number in range(1, flights + 1)]
        self._next = dict.fromkeys(self._keys, 1)
        self._said: list[tuple[str, bytes]] = []
        self._held: list[tuple[str, bytes]] = []

    def some(self, count: int) -> Iterator[tuple[bytes, bytes]]:
        """Key and value of the next events."""
        for _ in range(count):
            drawn = self._chance.random()
            if drawn < 0.03:
                yield self._chance.choice(self._keys).encode(), self._chance.choice(RUBBISH)
                continue
            if drawn < 0.12 and self._said:
                key, value = self._chance.choice(self._said)
            elif drawn < 0.2 and self._held:
                key, value = self._held.pop(self._chance.randrange(len(self._held)))
            else:
                key, value = self._fresh()
                if drawn > 0.95:
                    self._held.append((key, value))  # comes when newer ones have been
                    key, value = self._fresh()
            self._said.append((key, value))
            yield key.encode(), value

    def late(self) -> Iterator[tuple[bytes, bytes]]:
        """What was held back and has not come yet."""
        while self._held:
            key, value = self._held.pop()
            yield key.encode(), value

    def _fresh(self) -> tuple[str, bytes]:
        key = self._chance.choice(self._keys)
        number = self._next[key]
        self._next[key] += 1
        if number == 1:
            return key, event(key, 1, "flight.scheduled", SCHEDULE)
        if self._chance.random() < 0.4:
            gate = f"{self._chance.choice('ABCD')}{self._chance.randrange(1, 30)}"
            return key, event(key, number, "flight.gate_changed", {"gate": gate})
        out = format_instant(DEPARTURE + self._chance.randrange(0, 240) * MINUTE)
        return key, event(key, number, "flight.delayed", {"estimatedOut": out})
