"""Runs the looks of one request side by side, so that a batch reads the flight once per round.

Every look goes on until it wants to publish or to read the flight. What is to be published goes out
together; when all that are left wait for the flight, it is read once: after every TOLD was read and
every message published, as each look asks for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from services.core.errors import FlightPulseError, Permanent, Retryable
from services.messenger.ask import Ask
from services.messenger.desk import Desk
from services.messenger.effects import Effect, Publish, ReadFlight
from services.messenger.look import Look, Steps
from services.messenger.result import Tally

_LOG = logging.getLogger(__name__)

Answer = Callable[[], Any]
"""Gets the answer to an effect; raises what went wrong instead."""


class Runner:
    """One look under way; `effect` is what it waits for, None once it is over."""

    def __init__(self, ask: Ask, steps: Steps, desk: Desk, tally: Tally) -> None:
        self.ask = ask
        self.effect: Effect | None = None
        self._steps = steps
        self._desk = desk
        self._tally = tally

    def resume(self, answer: Answer) -> None:
        """Goes on with the answer. Whatever goes wrong ends this look alone."""
        self.effect = None
        try:
            self.effect = self._go_on(answer)
        except StopIteration as end:
            self._tally.add(end.value)
        except Permanent as fault:
            self._desk.alarm(self.ask, "look_impossible", error=type(fault).__name__)
            self._tally.quiet["messenger.impossible"] += 1
        except Retryable as fault:
            self._fail(fault)
        except Exception as bug:  # noqa: BLE001 - the loop boundary: one bad contact never ends the batch
            self._fail(bug)

    def run_alone(self) -> None:
        """Goes on until the look wants what is shared with the others, or is over."""
        while self.effect is not None and not isinstance(self.effect, Publish | ReadFlight):
            self.resume(partial(self._desk.perform, self.ask, self.effect))

    def _go_on(self, answer: Answer) -> Effect:
        try:
            value = answer()
        except FlightPulseError as error:
            return self._steps.throw(error)  # the look knows which errors it can live with
        return self._steps.send(value)

    def _fail(self, fault: Exception) -> None:
        self._tally.failed.append(self.ask.contact_id)
        ids = {"flight_key": self.ask.flight_key, "contact_id": self.ask.contact_id}
        _LOG.warning("look_failed", exc_info=fault, extra={"fields": ids})


def run_looks(asks: Sequence[Ask], desk: Desk, make: Callable[[Ask], Look] = Look) -> Tally:
    """Takes every look to its end. All asks are about one flight."""
    tally = Tally(contacts=len(asks))
    runners = [Runner(ask, make(ask).steps(), desk, tally) for ask in asks]
    for runner in runners:
        runner.resume(partial(_given, None))
        runner.run_alone()
    while waiting := [runner for runner in runners if runner.effect is not None]:
        publishing = [runner for runner in waiting if isinstance(runner.effect, Publish)]
        if publishing:
            _publish(publishing, desk)
        else:
            _read_flight(waiting, desk)
        for runner in waiting:
            runner.run_alone()
    return tally


def _publish(runners: Sequence[Runner], desk: Desk) -> None:
    batches = [(runner.ask, runner.effect) for runner in runners if isinstance(runner.effect, Publish)]
    for runner, error in zip(runners, desk.publish(batches), strict=True):
        runner.resume(partial(_given, None, error))


def _read_flight(runners: Sequence[Runner], desk: Desk) -> None:
    try:
        answer = partial(_given, desk.flight(runners[0].ask.flight_key))
    except FlightPulseError as error:
        answer = partial(_given, None, error)
    for runner in runners:
        runner.resume(answer)


def _given(value: Any, error: FlightPulseError | None = None) -> Any:
    if error is not None:
        raise error
    return value
