"""Sends the events of the day when they are due, and keeps the screen alive meanwhile."""

import time
from collections.abc import Sequence

from flightpulse.demo.departure_gate import DepartureGate
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
POLL_SECONDS = 0.05
LONGEST_HOLD_SECONDS = 15.0
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
        self._reached: Instant = day.events[0].published_at

    def run(self) -> None:
        """Send everything, then wait for rest."""
        for event in self._day.events:
            self._pause(self._pacer.wait_seconds(event.published_at))
            if event.event_type == DEPARTURE:
                self._hold(event)
            self._producer.send(event)
            self._note(event)
            self.show()
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

    def _note(self, event: ReplayEvent) -> None:
        self._sent += 1
        self._departed += event.event_type == DEPARTURE
        self._reached = event.published_at
        if event.event_type not in MAKES_NOBODY_TOLD:
            self._gate.sent(event)
        self._sweeps.at(event.published_at)

    def _hold(self, event: ReplayEvent) -> None:
        deadline = time.monotonic() + LONGEST_HOLD_SECONDS
        held = False
        while self._patience and not self._gate.clear(event.flight_key):
            if time.monotonic() > deadline:
                self._patience -= 1
                self._screen.note(f"{event.flight_key} leaves although not everybody was told in time")
                break
            held = True
            self._producer.flush()
            self._pause(POLL_SECONDS)
        if held:
            self._pacer.resume_at(event.published_at)

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
