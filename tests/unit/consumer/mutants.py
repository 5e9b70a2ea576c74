"""The lane loop with one clause taken away: each is a wording that loses messages."""

from dataclasses import replace

from services.consumer.lane_loop import Cached, LaneLoop
from services.consumer.ports import Write
from services.core.flight.derive import Derived, derive
from services.core.flight.state import FlightState, Step
from services.core.table.flight_item import Outbox, StoredFlight


class OtherWrite(LaneLoop):
    """Writes something else than the fold made."""

    def change(self, write: Write) -> Write:
        raise NotImplementedError

    def _merge(self, cached: Cached) -> tuple[Step, Write | None]:
        step, write = super()._merge(cached)
        return step, write and self.change(write)


class CacheWithoutAcknowledgement(LaneLoop):
    """What this process wrote itself counts as published."""

    async def _write(self, write: Write) -> None:
        await super()._write(write)
        if self._cached is not None and self._cached.stored is not None:
            self._cached.acknowledged |= {one.id for one in self._cached.stored.outbox.envelopes}
            await self._try_once(self._cached.stored.outbox)

    async def _try_once(self, outbox: Outbox) -> None:
        await self._tools.bus.publish(outbox.envelopes)


class NothingChangesNothingToDo(LaneLoop):
    """Merges first; when that changes nothing, the outbox is not looked at."""

    async def turn(self) -> None:
        if self._cached is None:
            self._cached = Cached(await self._tools.store.read(self._key))
            step, write = self._merge(self._cached)
            if self._cached.stored is not None and write is None:
                await self._take_note(step)
                self.finish()
                return
        await super().turn()


class PublishedMovedByStatusChanged(OtherWrite):
    """`published` follows the truth even when only status_changed is announced."""

    def change(self, write: Write) -> Write:
        return replace(write, state=replace(write.state, published=write.derived.truth))


class MarkInTheState(LaneLoop):
    """A refused entry is marked by taking it out of the stored outbox, before anyone has it."""

    async def _publish(self, cached: Cached) -> None:
        assert cached.stored is not None
        published = await self._tools.bus.publish(cached.stored.outbox.envelopes)
        gone = {refusal.envelope.id for refusal in published.refused}
        state, outbox = cached.stored.state, cached.stored.outbox
        kept = tuple(one for one in outbox.envelopes if one.id not in gone)
        marked = Write(_next(state), replace(outbox, envelopes=kept), _derived(state), 0)
        await self._tools.store.write(marked)
        for refusal in published.refused:
            await self._tools.dead_letters.bury_envelope(refusal, outbox)
        self._cached = None
        cached.stored = StoredFlight(marked.state, marked.outbox)


class DifferenceOverTwoWrites(OtherWrite):
    """Only the first announcement goes with the write; the next write is to bring the others."""

    def change(self, write: Write) -> Write:
        return replace(write, outbox=replace(write.outbox, envelopes=write.outbox.envelopes[:1]))


class DoneBeforeTheAcknowledgement(LaneLoop):
    """The offsets are done as soon as the state is written."""

    async def _write(self, write: Write) -> None:
        await super()._write(write)
        for arrival in self._fold:
            self._epoch.complete(arrival.record)


class FirstOffset(OtherWrite):
    """The proof by offset looks at the first record of the fold."""

    def change(self, write: Write) -> Write:
        first = min(arrival.record.offset for arrival in self._fold)
        return replace(write, outbox=replace(write.outbox, last_offset=first))


class GuessKept(LaneLoop):
    """After a time-out of the write, its item is believed to be stored."""

    async def _write(self, write: Write) -> None:
        self._cached = Cached(StoredFlight(write.state, write.outbox))
        await self._tools.store.write(write)


class HistoryOnlyOfChanges(LaneLoop):
    """An event that changes nothing leaves no history row."""

    async def _take_note(self, step: Step) -> None:
        if any(step.verdicts):
            await super()._take_note(step)


class LastOffsetDrops(OtherWrite):
    """A shorter fold of older records takes the offset back."""

    def change(self, write: Write) -> Write:
        last = max(arrival.record.offset for arrival in self._fold)
        return replace(write, outbox=replace(write.outbox, last_offset=last))


def _next(state: FlightState) -> FlightState:
    return replace(state, ver=state.ver + 1)


def _derived(state: FlightState) -> Derived:
    return derive(state.registers)
