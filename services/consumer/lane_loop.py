"""The loop of one flight's lane, which keeps table and bus from diverging.

Each turn has three steps, and their order is the guarantee:

(1) No cached item: one consistent read.
(2) An outbox that is not proven published is published until each entry is acknowledged by the
    bus or by the dead-letter topic. Proof is only that this process saw it for this very version,
    or that the outbox comes from this lane's partition and ends below a committed offset.
(3) The waiting events are merged. When that changes registers, or the truth differs from what was
    announced, everything goes into one conditional write, and the next turn begins. Otherwise, and
    only then, the offsets of the events are done.

docs/crash-matrix.md says what each crash leaves, docs/adr/0051-embedded-outbox.md why it is so.
"""

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from services.consumer.announced import log_announced
from services.consumer.epoch import Epoch
from services.consumer.errors import HandlerFailed, NotYetPublished
from services.consumer.fold import FOLD_BYTES, Arrival, fold
from services.consumer.notes import take_note
from services.consumer.ports import Write
from services.consumer.records import Partition
from services.consumer.tools import Tools
from services.core.awsio.errors import ConditionFailed, Invalid, Throttled
from services.core.flight.derive import Derived
from services.core.flight.key import FlightKey
from services.core.flight.state import FlightState, Step
from services.core.table.flight_item import Outbox, StoredFlight


@dataclass(slots=True)
class Cached:
    """The stored item as this lane knows it, and what it saw acknowledged of this very version.

    `derived` is what follows from its registers, where that was computed. `covers_fold`: this lane has
    just written it for the fold under way.
    """

    stored: StoredFlight | None
    acknowledged: set[str] = field(default_factory=set)
    derived: Derived | None = None
    covers_fold: bool = False


class LaneLoop:
    """What one lane knows of its flight within one assignment epoch, which it never outlives."""

    def __init__(self, key: FlightKey, partition: Partition, epoch: Epoch, tools: Tools) -> None:
        self._key = key
        self._partition = partition
        self._epoch = epoch
        self._tools = tools
        self._waiting: deque[Arrival] = deque()
        self._fold: list[Arrival] = []
        self._noted = False
        self._cached: Cached | None = None
        self._maybe_written_to = -1

    @property
    def has_waiting(self) -> bool:
        """Whether anything is not done: events that wait, or a fold that something cut short."""
        return bool(self._waiting or self._fold)

    @property
    def folded(self) -> Sequence[Arrival]:
        """The events of the fold under way."""
        return self._fold

    def add(self, arrival: Arrival) -> None:
        """Queue an event behind those that wait."""
        self._waiting.append(arrival)

    def begin(self) -> bool:
        """Take the next fold from the waiting events. False when there are none."""
        self._fold, size = [], 0
        while self._waiting:
            size += self._waiting[0].record.size
            if self._fold and size > FOLD_BYTES:
                break
            self._fold.append(self._waiting.popleft())
        self._begin_anew()
        return bool(self._fold)

    def continue_from(self, arrivals: Sequence[Arrival]) -> None:
        """Take these for the events of the fold: the same, with a trace of their own to go on in."""
        self._fold = list(arrivals)

    def isolate(self) -> None:
        """Keep only the first event of the fold; the others wait again, in their order."""
        self._waiting.extendleft(reversed(self._fold[1:]))
        del self._fold[1:]
        self._begin_anew()

    async def may_give_up(self) -> bool:
        """Keep the first event of the fold alone; whether its state is surely not written.

        Not when a write of this lane that covered it was done, or may be: then only its envelopes could be
        dead-lettered. Raises a Retryable when what is stored cannot be read.
        """
        self.isolate()
        self.forget()
        if self._fold[0].record.offset <= self._maybe_written_to:
            return False
        self._cached = Cached(await self._tools.store.read(self._key))
        return self.set_aside() is not None

    def set_aside(self) -> Arrival | None:
        """The event of a fold of one that is to be dead-lettered, None when its write is published.

        What is written and published is done, whatever the merge raises when it meets it again.
        """
        stored = self._cached.stored if self._cached else None
        arrival = self._fold[0]
        covered = stored is not None and self._is_ours(stored.outbox)
        if covered and stored is not None and stored.outbox.last_offset >= arrival.record.offset:
            return None
        return arrival

    def finish(self) -> None:
        """The events of the fold are done."""
        now, visible = time.time(), self._tools.metrics.visible
        for arrival in self._fold:
            self._epoch.complete(arrival.record)
            visible.observe(max(0.0, now - arrival.record.timestamp / 1000))
        self._tools.metrics.folds.inc()
        self._tools.metrics.handled.labels(self._partition.topic).inc(len(self._fold))
        self._fold = []

    def forget(self) -> None:
        """Drop the cached item: what is stored is no longer known."""
        self._cached = None

    async def turn(self) -> None:
        """One turn. The fold is done when it is empty afterwards; otherwise another turn is needed.

        Raises Retryable, to be tried again after a while, or HandlerFailed, a bug that struck before
        anything of the fold was written in this turn.
        """
        cached = self._cached
        if cached is None:  # (1)
            cached = self._cached = Cached(await self._tools.store.read(self._key))
        if not self._is_published(cached):  # (2)
            await self._publish(cached)
        if cached.covers_fold:
            # (3) with its result known: merging what is merged already changes nothing, and the write
            # announced all that was due (tests/unit/core/test_step_twice.py).
            self.finish()
            return
        step, write = self._merge(cached)  # (3)
        await self._take_note(step)
        if write is not None:
            await self._write(write)
        else:
            self.finish()

    def _is_published(self, cached: Cached) -> bool:
        if cached.stored is None:
            return True
        outbox = cached.stored.outbox
        if all(envelope.id in cached.acknowledged for envelope in outbox.envelopes):
            return True
        return self._is_ours(outbox) and outbox.last_offset < self._epoch.committed(self._partition)

    def _is_ours(self, outbox: Outbox) -> bool:
        return (outbox.topic, outbox.partition) == (self._partition.topic, self._partition.number)

    async def _publish(self, cached: Cached) -> None:
        if cached.stored is None:
            return
        outbox = cached.stored.outbox
        due = [envelope for envelope in outbox.envelopes if envelope.id not in cached.acknowledged]
        self._tools.checkpoint("row-5")
        published = await self._tools.bus.publish(due)
        cached.acknowledged |= published.accepted
        for refusal in published.refused:
            await self._tools.dead_letters.bury_envelope(refusal, outbox)
            cached.acknowledged.add(refusal.envelope.id)
        if missing := [envelope for envelope in due if envelope.id not in cached.acknowledged]:
            raise NotYetPublished(
                f"{len(missing)} of {len(due)} entries are not published"
            ) from published.failure
        self._tools.checkpoint("row-8")
        log_announced(due)

    def _merge(self, cached: Cached) -> tuple[Step, Write | None]:
        state = cached.stored.state if cached.stored else FlightState(self._key)
        try:
            return fold(cached.stored, state, self._fold, self._tools.as_of(self._fold), cached.derived)
        except Exception as error:
            raise HandlerFailed("the merge failed") from error

    async def _take_note(self, step: Step) -> None:
        """Once per fold, at its first look: a later one finds its own write."""
        if not self._noted:
            await take_note(self._tools, self._fold, step)
            self._noted = True

    async def _write(self, write: Write) -> None:
        self._tools.checkpoint("row-3")
        # Unless the table says yes, neither the old item nor the new one is known to be stored.
        self._cached = None
        before, self._maybe_written_to = self._maybe_written_to, write.outbox.last_offset
        try:
            await self._tools.store.write(write)
        except ConditionFailed:
            self._maybe_written_to = before
            self._tools.metrics.conflicts.inc()
            return
        except Throttled:
            self._maybe_written_to = before
            raise
        except Invalid as error:
            self._maybe_written_to = before
            raise HandlerFailed("the table refused the write") from error
        stored = StoredFlight(write.state, write.outbox)
        self._cached = Cached(stored, derived=write.derived, covers_fold=True)

    def _begin_anew(self) -> None:
        """Another fold than before: nothing is noted of it, and no write covers it."""
        self._noted = False
        if self._cached is not None:
            self._cached.covers_fold = False
