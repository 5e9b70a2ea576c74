"""One batch of writes, in the order of the stream: everything up to the first that has to come again."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.core.awsio.blocking.bus import Bus, BusEvent
from services.core.clock import Clock
from services.core.embedded_metrics import Metrics
from services.core.errors import Permanent, Retryable
from services.stream.calls import Entry, in_calls
from services.stream.looks import Looks
from services.stream.mapping import Consequences, consequences
from services.stream.metrics import report
from services.stream.ports import WRITES_PER_CALL, FailureQueue, Table
from services.stream.record import Record, record_of, sequence_number_of
from services.stream.reports import bad_record, refused_event

_LOGGER = logging.getLogger(__name__)


@dataclass(slots=True)
class Work:
    """One write and what is to be done about it."""

    raw: Mapping[str, Any]
    record: Record | None = None
    effects: Consequences = field(default_factory=Consequences)
    events: list[BusEvent] = field(default_factory=list)
    reports: list[dict[str, Any]] = field(default_factory=list)


class BatchHandler:
    """A write that can never be handled goes to the failure queue and holds nobody up.

    One that cannot be handled now ends the batch: it and all after it are delivered again, so that
    no later write to its item overtakes it. All effects may be repeated: ids and keys are functions of
    the write.
    """

    def __init__(
        self, table: Table, bus: Bus, failures: FailureQueue, clock: Clock, metrics: Metrics
    ) -> None:
        self._table = table
        self._bus = bus
        self._failures = failures
        self._clock = clock
        self._metrics = metrics
        self._looks = Looks(table)

    def handle(self, records: Sequence[Mapping[str, Any]]) -> list[str]:
        """The sequence numbers from the first write on that has to be delivered again."""
        works = [self._plan(raw) for raw in records]
        done = works
        for stage in (self._ask_for_looks, self._show_changes, self._publish, self._report):
            done = done[: stage(done)]
        report(self._metrics, done, len(works) - len(done))
        return [sequence_number_of(work.raw) for work in works[len(done) :]]

    def _plan(self, raw: Mapping[str, Any]) -> Work:
        work = Work(raw)
        try:
            work.record = record_of(raw)
            if work.record is not None:
                work.effects = consequences(work.record)
                work.events.extend(work.effects.facts)
        except Permanent as error:
            work.reports.append(bad_record(raw, str(error)))
        except Exception as bug:
            # The loop boundary: planning is pure, so a bug fails again however often it is tried.
            _LOGGER.exception("a write could not be planned", extra={"fields": bad_record(raw, "bug")})
            work.reports.append(bad_record(raw, f"bug: {type(bug).__name__}"))
        return work

    # Each stage returns how many works, from the first on, are well; the rest has to come again.

    def _ask_for_looks(self, works: Sequence[Work]) -> int:
        wanted = [
            (index, work.record, work.effects.look)
            for index, work in enumerate(works)
            if work.record is not None and work.effects.look is not None
        ]
        try:
            requests = self._looks.requests([(record, look) for _, record, look in wanted])
        except Retryable as error:
            return _stopped(works, wanted[0][0], error)
        for (index, _, _), events in zip(wanted, requests, strict=True):
            works[index].events.extend(events)
        return len(works)

    def _show_changes(self, works: Sequence[Work]) -> int:
        shown = [(index, change) for index, work in enumerate(works) if (change := work.effects.change)]
        for start in range(0, len(shown), WRITES_PER_CALL):
            some = shown[start : start + WRITES_PER_CALL]
            now = self._clock.now()  # anew for each call: readers look back only so far
            try:
                self._table.put_all([change.item(now) for _, change in some])
            except Retryable as error:
                return _stopped(works, some[0][0], error)
        return len(works)

    def _publish(self, works: Sequence[Work]) -> int:
        entries = [
            Entry(work.record.pk, place, event)
            for place, work in enumerate(works)
            if work.record is not None
            for event in work.events
        ]
        for call in in_calls(entries):
            receipts = self._bus.publish([entry.event for entry in call])
            for entry, receipt in zip(call, receipts, strict=True):
                if receipt.failed:
                    return _stopped(works, entry.place, Retryable(f"put_events failed: {receipt.failed}"))
                if receipt.refused:
                    work = works[entry.place]
                    work.reports.append(refused_event(work.raw, entry.event, receipt.refused))
        return len(works)

    def _report(self, works: Sequence[Work]) -> int:
        for index, work in enumerate(works):
            try:
                for report in work.reports:
                    _LOGGER.error("a write could not be handled", extra={"fields": report})
                    self._failures.send(report)
            except Retryable as error:
                return _stopped(works, index, error)
        return len(works)


def _stopped(works: Sequence[Work], index: int, error: Retryable) -> int:
    number = sequence_number_of(works[index].raw)
    fields = {"sequence_number": number, "reason": str(error), "records_left": len(works) - index}
    _LOGGER.warning("a write has to be delivered again", extra={"fields": fields})
    return index
