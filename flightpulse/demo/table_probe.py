"""Measures how long a record takes to be visible in the table, by looking: one record at a time."""

import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from local.replay.stream import ReplayEvent
from local.report.reader import TableReader
from services.core.clock import parse_instant
from services.core.table import keys

POLL_SECONDS = 0.005
SLOWEST_POLL_SECONDS = 0.1
POLL_GROWTH = 1.1
"""Looking ever less often keeps the error of a measurement below a tenth of it."""

GAP_SECONDS = 0.4
"""Looking costs the embedded AWS some of its time; a few looks a second are enough for percentiles."""

GIVE_UP_SECONDS = 30.0


class TableProbe:
    """Takes the next record offered once it has seen the one before; the rest is not measured.

    Visible means that a consistent read of the flight's state names the event in a register, or that the
    state is of a later moment of the day. That holds of a record in its place only: a copy has been seen
    before, and one that comes too late may never show.
    """

    def __init__(self, reader: TableReader, in_place: Iterable[ReplayEvent]) -> None:
        self._reader = reader
        self._in_place = frozenset(in_place)
        self._pool = ThreadPoolExecutor(1, "table-probe")
        self._looking: Future[None] | None = None
        self._stopping = threading.Event()
        self._next = 0.0
        self.milliseconds: list[float] = []

    def offer(self, event: ReplayEvent, produced_at: float) -> None:
        """A record that was just handed to the producer at this time of the wall clock, in seconds."""
        busy = self._looking is not None and not self._looking.done()
        if busy or time.monotonic() < self._next or event not in self._in_place:
            return
        if self._looking is not None:
            self._looking.result()  # raises what went wrong in the thread
        self._next = time.monotonic() + GAP_SECONDS
        self._looking = self._pool.submit(self._look, event, produced_at)

    def stop(self) -> None:
        """End."""
        self._stopping.set()
        self._pool.shutdown()

    def _look(self, event: ReplayEvent, produced_at: float) -> None:
        deadline, pause = time.monotonic() + GIVE_UP_SECONDS, POLL_SECONDS
        while time.monotonic() < deadline and not self._stopping.is_set():
            if self._visible(event):
                self.milliseconds.append((time.time() - produced_at) * 1000)
                return
            self._stopping.wait(pause)
            pause = min(pause * POLL_GROWTH, SLOWEST_POLL_SECONDS)

    def _visible(self, event: ReplayEvent) -> bool:
        state = self._reader.get(keys.flight_state(event.flight_key))
        if state is None:
            return False
        return event.event_id in state["registers"] or parse_instant(state["asOf"]) > event.published_at
