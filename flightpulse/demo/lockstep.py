"""A replay in lockstep: whatever a minute of the day brings has come to its end before the next begins.

Two such runs with the same stream fold the same events in the same order, so that what everybody was told
can be compared between them. It takes its time: nothing ever runs beside anything else.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from flightpulse.demo.drain import Drain
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.progress import Progress
from flightpulse.demo.screen import Screen
from flightpulse.demo.sweeps import Sweeps
from flightpulse.demo.watcher import Watcher
from flightpulse.demo.wording import clock_time
from local.replay.day import ReplayDay
from local.replay.stream import ReplayEvent
from local.runtime.child import Child, ChildFailed
from services.core.clock import MINUTE, Instant

DEPARTURE = "flight.off_block"
LONGEST_DRAIN_SECONDS = 60.0
LONGEST_REST_SECONDS = 60.0
STILL_SECONDS = 1.5
POLL_SECONDS = 0.02
SHOW_SECONDS = 0.1


class Lockstep:
    """One replay, minute by minute. `run` returns when the last one has come to its end."""

    def __init__(
        self,
        day: ReplayDay,
        producer: EventProducer,
        drain: Drain,
        watcher: Watcher,
        sweeps: Sweeps,
        screen: Screen,
        children: Sequence[Child],
        released: Callable[[Instant], bool],
    ) -> None:
        self._day = day
        self._producer = producer
        self._drain = drain
        self._watcher = watcher
        self._sweeps = sweeps
        self._screen = screen
        self._children = children
        self._released = released
        self._sent = 0
        self._departed: set[str] = set()
        self._reached = day.events[0].published_at
        self._next_show = 0.0

    def run(self) -> None:
        """Send and drain, round by round."""
        for batch in rounds(self._day.events):
            self._sweep(before=batch[0].published_at)
            for event in batch:
                self._producer.send(event)
            self._departed.update(event.flight_key for event in batch if event.event_type == DEPARTURE)
            self._sent += len(batch)
            self._reached = max(self._reached, batch[-1].published_at)
            self._producer.flush()
            self._drain.sent(batch)
            if not self._until(self._drain.done, LONGEST_DRAIN_SECONDS):
                self._screen.note(f"not drained after {LONGEST_DRAIN_SECONDS:g} s: {self._drain.waits_for}")
        self._sweeps.finish(self._reached)
        self._rest()

    def _sweep(self, *, before: Instant) -> None:
        """Whoever's quiet hours are over by then is told before anything else is sent."""
        for passed in self._sweeps.passed(before):
            self._sweeps.finish(passed)
            if not self._until(partial(self._released, passed), LONGEST_DRAIN_SECONDS):
                self._screen.note(f"what was held until {clock_time(passed)} is not told")

    def _rest(self) -> None:
        """Until no workflow runs and no message has come for a while: the sinks hear of it last."""
        still_since, last = time.monotonic(), -1

        def still() -> bool:
            nonlocal still_since, last
            watched = self._watcher.watched
            if watched.workflows.running or watched.messages != last:
                still_since, last = time.monotonic(), watched.messages
            return time.monotonic() - still_since >= STILL_SECONDS

        if not self._until(still, LONGEST_REST_SECONDS):
            self._screen.note(f"not at rest after {LONGEST_REST_SECONDS:g} s; the report says what is open")

    def _until(self, reached: Callable[[], bool], limit_seconds: float) -> bool:
        deadline = time.monotonic() + limit_seconds
        while not reached():
            if time.monotonic() > deadline:
                return False
            self._show()
            time.sleep(POLL_SECONDS)
        self._show()
        return True

    def _show(self) -> None:
        if time.monotonic() < self._next_show:
            return
        self._next_show = time.monotonic() + SHOW_SECONDS
        for child in self._children:
            if not child.running:
                raise ChildFailed(f"{child.name} ended in the middle of the replay.\n{child.log_tail()}")
        for message in self._watcher.take_messages():
            self._screen.message(message)
        events, flights = len(self._day.events), len(self._day.flights)
        self._screen.update(
            Progress(self._sent, events, len(self._departed), flights, self._reached, self._watcher.watched)
        )


def rounds(events: Sequence[ReplayEvent]) -> Iterator[list[ReplayEvent]]:
    """The records of each minute, in order; a flight's second record of one minute goes to another round.

    Two records of a flight that are there at once may be folded into one write or take two.
    """
    for _, minute in groupby(events, key=lambda event: event.published_at // MINUTE):
        batch: dict[str, ReplayEvent] = {}
        for event in minute:
            if event.flight_key in batch:
                yield list(batch.values())
                batch = {}
            batch[event.flight_key] = event
        yield list(batch.values())
