"""Runs the looks of one request side by side, so that what they have in common is one call for all.

Every look goes on until it wants something that can be shared: a read, a write or a message. Then the
first kind in the order of `SHARED` that any look waits for is done for all that wait for it. The flight
comes last: it is read once for all, after every TOLD was read and every message published, as each look
asks for. Writes of TOLD share a call, not their fate: each has its own condition and its own answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from services.core.errors import FlightPulseError, Permanent, Retryable
from services.messenger.ask import Ask
from services.messenger.desk import Desk
from services.messenger.effects import (
    Effect,
    Publish,
    ReadFlight,
    ReadRecipient,
    ReadTold,
    Record,
    WriteTold,
)
from services.messenger.look import Look, Steps
from services.messenger.readers import NoSuchFlight
from services.messenger.result import Tally

_LOG = logging.getLogger(__name__)

SHARED: Final = (ReadTold, ReadRecipient, WriteTold, Record, Publish, ReadFlight)

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
        except NoSuchFlight as fault:
            self._alarm(fault)
            self._tally.quiet["messenger.impossible"] += 1  # there is nothing that could be told
        except Permanent as fault:
            # Somebody is owed a message: the run must not be done, nor the request forgotten.
            self._alarm(fault)
            self._fail(fault)
        except Retryable as fault:
            self._fail(fault)
        except Exception as bug:  # noqa: BLE001 - the loop boundary: one bad contact never ends the batch
            self._fail(bug)

    def run_alone(self) -> None:
        """Goes on until the look wants what is shared with the others, or is over."""
        while self.effect is not None and not isinstance(self.effect, SHARED):
            self.resume(partial(self._desk.perform, self.ask, self.effect))

    def _go_on(self, answer: Answer) -> Effect:
        try:
            value = answer()
        except FlightPulseError as error:
            return self._steps.throw(error)  # the look knows which errors it can live with
        return self._steps.send(value)

    def _alarm(self, fault: Permanent) -> None:
        self._desk.alarm(self.ask, "look_impossible", error=type(fault).__name__)

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
        kind = next(kind for kind in SHARED if any(isinstance(each.effect, kind) for each in waiting))
        together = [runner for runner in waiting if isinstance(runner.effect, kind)]
        for runner, answer in zip(together, _answers(kind, together, desk), strict=True):
            runner.resume(answer)
            runner.run_alone()
    return tally


def _answers(kind: type[Effect], runners: Sequence[Runner], desk: Desk) -> list[Answer]:
    """One answer for each, of one call; an error of the call is the answer to all."""
    try:
        return _shared(kind, runners, desk)
    except FlightPulseError as error:
        return [partial(_given, None, error)] * len(runners)


def _shared(kind: type[Effect], runners: Sequence[Runner], desk: Desk) -> list[Answer]:
    asks = [runner.ask for runner in runners]
    if kind is ReadTold:
        return list[Answer](desk.told(asks))
    if kind is ReadRecipient:
        return list[Answer](desk.recipients(asks))
    if kind is WriteTold:
        writes = [(each.ask, each.effect) for each in runners if isinstance(each.effect, WriteTold)]
        return list[Answer](desk.write_told(writes))
    if kind is Record:
        desk.record([(each.ask, each.effect) for each in runners if isinstance(each.effect, Record)])
        return [partial(_given, None)] * len(runners)
    if kind is Publish:
        batches = [(each.ask, each.effect) for each in runners if isinstance(each.effect, Publish)]
        return [partial(_given, None, error) for error in desk.publish(batches)]
    return [partial(_given, desk.flight(asks[0].flight_key))] * len(runners)


def _given(value: Any, error: FlightPulseError | None = None) -> Any:
    if error is not None:
        raise error
    return value
