"""Sends the events of the day when they are due, and keeps the screen alive meanwhile."""

import time
from collections.abc import Sequence

from flightpulse.demo.departure_gate import DepartureGate
from flightpulse.demo.held_back import HeldBack
from flightpulse.demo.pacing import Pacer
from flightpulse.demo.producer import EventProducer
from flightpulse.demo.progress import Progress
from flightpulse.demo.screen import Screen
from flightpulse.demo.sweeps import Sweeps
from flightpulse.demo.watcher import Watcher
from local.replay.day import ReplayDay
from local.replay.stream import ReplayEvent
from local.runtime.child import Child, ChildFailed
from services.core.clock import Instant

TICK_SECONDS = 0.1
POLL_SECONDS = 0.25
MOST_HELD = 32
"""Departures that wait before the day stands still: enough to keep every part busy, and none swamped."""

MOST_RUNNING = 48
MOST_LAG = 200
"""Workflows under way, and records not finished, beyond which the day stands still: they would only queue,
and a workflow whose task queues for a minute fails."""

LONGEST_HOLD_SECONDS = 30.0
"""Without any of the waiting flights getting away: on a busy machine a Lambda takes half of it to start."""

HOLDS_IN_VAIN = 3
"""After so many the replay goes on without waiting: something is broken, and the report will say what."""

SETTLE_LIMIT_SECONDS = 60.0
STILL_SECONDS = 1.5
DEPARTURE = "flight.off_block"
MAKES_NOBODY_TOLD = frozenset(
    {"flight.scheduled", DEPARTURE, "flight.airborne", "flight.landed", "flight.on_block"}
)


class Replayer:
    """One replay. `run` returns when every event is sent and the system has come to rest."""

    def __init__(
        self,
        day: ReplayDay,
        producer: EventProducer,
        pacer: Pacer,
        gate: DepartureGate,
        watcher: Watcher,
        sweeps: Sweeps,
        screen: Screen,
        children: Sequence[Child],
    ) -> None:
        self._day = day
        self._producer = producer
        self._pacer = pacer
        self._gate = gate
        self._watcher = watcher
        self._sweeps = sweeps
        self._screen = screen
        self._children = children
        self._sent = 0
        self._departed = 0
        self._patience = HOLDS_IN_VAIN
        self._held = HeldBack()
        self._next_poll = 0.0
        self._progress_at = 0.0
        self._reached: Instant = day.events[0].published_at

    def run(self) -> None:
        """Send everything, then wait for rest."""
        for event in self._day.events:
            self._pause(self._pacer.wait_seconds(event.published_at))
            self._take(event)
            self._hold_to(MOST_HELD, event)
            self._let_it_catch_up(event)
            self.show()
        self._hold_to(0, self._day.events[-1])
        self._producer.flush()
        self._sweeps.finish(self._reached)
        self._settle()

    def show(self) -> None:
        """Bring the screen up to date; raises when a service has died."""
        for child in self._children:
            if not child.running:
                raise ChildFailed(f"{child.name} ended in the middle of the replay.\n{child.log_tail()}")
        for message in self._watcher.take_messages():
            self._screen.message(message)
        self._screen.update(
            Progress(
                self._sent,
                len(self._day.events),
                self._departed,
                len(self._day.flights),
                self._reached,
                self._watcher.watched,
            )
        )

    def _send(self, event: ReplayEvent) -> None:
        self._reached = max(self._reached, event.published_at)
        self._sweeps.at(self._reached)
        self._producer.send(event)
        self._sent += 1
        self._departed += event.event_type == DEPARTURE
        if event.event_type not in MAKES_NOBODY_TOLD:
            self._gate.sent(event)

    def _take(self, event: ReplayEvent) -> None:
        departs = event.event_type == DEPARTURE and self._patience > 0
        if event.flight_key in self._held or (departs and self._gate.holds(event.flight_key)):
            if not self._held:
                self._progress_at = time.monotonic()
            self._held.hold(event)
        else:
            self._send(event)

    def _hold_to(self, most: int, event: ReplayEvent) -> None:
        """Let go whom the gate lets go; when more than `most` flights wait, the day waits with them."""
        stood = False
        while self._held and (len(self._held) > most or time.monotonic() >= self._next_poll):
            if len(self._held) > most:
                stood = True
                self._producer.flush()
                self._pause(max(0.0, self._next_poll - time.monotonic()))
            self._let_go()
        if stood:
            self._pacer.resume_at(event.published_at)

    def _let_it_catch_up(self, event: ReplayEvent) -> None:
        deadline = time.monotonic() + LONGEST_HOLD_SECONDS
        stood = False
        while self._swamped and time.monotonic() < deadline:
            stood = True
            self._pause(TICK_SECONDS)
            self._hold_to(MOST_HELD, event)
        if stood:
            self._pacer.resume_at(event.published_at)

    @property
    def _swamped(self) -> bool:
        watched = self._watcher.watched
        return watched.workflows.running > MOST_RUNNING or self._sent - watched.finished > MOST_LAG

    def _let_go(self) -> None:
        now = time.monotonic()
        self._next_poll = now + POLL_SECONDS
        self._sweeps.at(self._reached)
        waiting = self._held.flight_keys
        going = self._gate.clear(waiting, self._reached) if self._patience else waiting
        if going:
            self._progress_at = now
        elif now - self._progress_at > LONGEST_HOLD_SECONDS:
            self._patience -= 1
            self._progress_at = now
            going = waiting[:1]
            self._screen.note(f"{waiting[0]} leaves although not everybody was told in time")
        for flight_key in waiting:
            if flight_key in going:
                for event in self._held.release(flight_key):
                    self._send(event)

    def _settle(self) -> None:
        """Until lag and running workflows are zero and no message has come for a while."""
        deadline = time.monotonic() + SETTLE_LIMIT_SECONDS
        still_since, last = time.monotonic(), -1
        while time.monotonic() < deadline:
            self._pause(TICK_SECONDS)
            watched = self._watcher.watched
            busy = watched.finished < self._sent or watched.workflows.running
            if busy or watched.messages != last:
                still_since, last = time.monotonic(), watched.messages
            elif time.monotonic() - still_since >= STILL_SECONDS:
                return
        self._screen.note(f"not at rest after {SETTLE_LIMIT_SECONDS:g} s; the report says what is open")

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, TICK_SECONDS))
            self.show()
