"""Flights whose departure waits, each with the events that came after it: the order within a flight stays."""

from collections import deque

from local.replay.stream import ReplayEvent


class HeldBack:
    """The waiting flights, the longest waiting first."""

    def __init__(self) -> None:
        self._events: dict[str, deque[ReplayEvent]] = {}

    def __len__(self) -> int:
        return len(self._events)

    def __contains__(self, flight_key: str) -> bool:
        return flight_key in self._events

    @property
    def flight_keys(self) -> list[str]:
        """The waiting flights."""
        return list(self._events)

    def hold(self, event: ReplayEvent) -> None:
        """Keep a departure, or an event of a flight that waits already."""
        self._events.setdefault(event.flight_key, deque()).append(event)

    def release(self, flight_key: str) -> list[ReplayEvent]:
        """What may go now: the departure and what follows it, but for a second departure."""
        kept = self._events.pop(flight_key)
        going = [kept.popleft()]
        while kept and kept[0].event_type != going[0].event_type:
            going.append(kept.popleft())
        if kept:
            self._events[flight_key] = kept
        return going
