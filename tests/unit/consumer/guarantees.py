"""What has to be true of table, bus and committed offset, however the consumer was treated."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from services.consumer.ports import Write
from services.core.contracts.detail_types import FLIGHT_GATE_CHANGED, FLIGHT_STATUS_CHANGED
from services.core.flight.event import FlightEvent
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, step
from tests.fakes.consumer_bus import InMemoryBus
from tests.fakes.consumer_store import InMemoryStore


class Violation(AssertionError):
    """A guarantee does not hold."""


class Guarantees:
    """`log` is what was accepted, by offset; an event that had to be dead-lettered is None there."""

    def __init__(self, log: Sequence[FlightEvent | None], store: InMemoryStore, bus: InMemoryBus) -> None:
        self._log = log
        self._store = store
        self._bus = bus

    def at_commit(self, offset: int) -> None:
        """The offset committed is never ahead of what is done."""
        accepted = {envelope.id for envelope in self._bus.accepted}
        done = [one for one in self._log[:offset] if one is not None]
        for key in _flights(done):
            if str(key) not in self._store.items:
                raise Violation(f"{offset} committed, and {key} is not stored")
            if any(step(self._store.flight(key).state, _of(done, key)).verdicts):
                raise Violation(f"{offset} committed, and the state lacks an event of {key}")
        for write in self._store.writes:
            if write.outbox.last_offset < offset and not _ids(write) <= accepted:
                raise Violation(f"{offset} committed, and a write up to {write.outbox.last_offset} is silent")

    def at_end(self) -> None:
        """When all is committed: nothing is lost, and the state is the merge."""
        accepted = {envelope.id for envelope in self._bus.accepted}
        for write in self._store.writes:
            if not _ids(write) <= accepted:
                raise Violation(f"version {write.state.ver} of {write.state.key} was never published")
        events = [one for one in self._log if one is not None]
        if len(self._store.history) < len({one.event_id for one in events}):
            raise Violation("an event left no history row")
        for key in _flights(events):
            stored = self._store.flight(key).state
            if stored.registers != step(FlightState(key), _of(events, key)).after.registers:
                raise Violation(f"{key} is not the merge of its events")
            self._in_order(key)
            self._announced(key)

    def _in_order(self, key: FlightKey) -> None:
        seen: dict[str, int] = {}
        for envelope in self._bus.accepted:
            if envelope.detail["flightKey"] == str(key):
                seen.setdefault(envelope.id, envelope.detail["ver"])
        if list(seen.values()) != sorted(seen.values()):
            raise Violation(f"{key} was first published out of order: {list(seen.values())}")

    def _announced(self, key: FlightKey) -> None:
        """A write that moves what is published says so in its own outbox."""
        writes = [write for write in self._store.writes if write.state.key == key]
        for before, after in pairwise(writes):
            said = {one.detail_type for one in after.outbox.envelopes} - {FLIGHT_STATUS_CHANGED}
            was, now = before.state.published, after.state.published
            if before.state.left_baseline and was != now and not said:
                raise Violation(f"version {after.state.ver} of {key} moved what is published, and is silent")
            moved = after.state.left_baseline and was.gate is not None and was.gate != now.gate
            if moved and FLIGHT_GATE_CHANGED not in said:
                raise Violation(f"version {after.state.ver} of {key} moved the gate and did not say so")


def _flights(events: Iterable[FlightEvent]) -> set[FlightKey]:
    return {one.flight_key for one in events}


def _of(events: Iterable[FlightEvent], key: FlightKey) -> list[FlightEvent]:
    return [one for one in events if one.flight_key == key]


def _ids(write: Write) -> set[str]:
    return {envelope.id for envelope in write.outbox.envelopes}
