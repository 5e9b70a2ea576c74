"""One row of figures: how far the consumer is, how long it takes, whether the duty to give notice is kept."""

from collections.abc import Iterable, Sequence
from typing import Final

from services.api.live.memory import Memory
from services.api.live.rows import DONE, Row
from services.core.clock import MINUTE, Instant, format_instant
from services.core.contracts import detail_types
from services.core.table.member_item import ALIVE_SECONDS, Member

NOTICE_MINUTES: Final = 30
"""14 CFR 259.8(a): carriers tell of a cancellation, a diversion or a delay of 30 minutes or more within 30
minutes after they become aware of it."""

_ALWAYS: Final = frozenset({detail_types.FLIGHT_CANCELLED, detail_types.FLIGHT_DIVERTED})


def operations(memory: Memory, members: Iterable[Member], now: Instant, business_now: Instant | None) -> Row:
    """What nobody has reported is null. `business_now` is the time by which the carrier's news are dated."""
    alive = [one for one in members if now - one.at <= ALIVE_SECONDS * 1000]
    return {
        "at": format_instant(now - now % 1000),
        "asOf": None if memory.as_of is None else format_instant(memory.as_of),
        "consumers": len(alive),
        "lagRecords": sum(one.lag_records for one in alive) if alive else None,
        "lagSeconds": round(max(one.lag_seconds for one in alive), 1) if alive else None,
        "endToEndP50Ms": _percentile(alive, 0.5),
        "endToEndP99Ms": _percentile(alive, 0.99),
        "deadLetters": sum(one.dead_letters for one in alive) if alive else None,
        "messages": memory.messages.count,
        "templateShare": memory.messages.template_share,
        "noticeDuty": notice_duty(memory, business_now),
    }


def notice_duty(memory: Memory, now: Instant | None) -> Row:
    """Disruptions of which people have to be told and have not all been; ages by business time."""
    ages = [] if now is None else [max(0, now - since) // MINUTE for since in _owed_since(memory)]
    return {
        "limitMinutes": NOTICE_MINUTES,
        "open": len(ages),
        "oldestMinutes": max(ages, default=None),
        "late": sum(age > NOTICE_MINUTES for age in ages),
    }


def _owed_since(memory: Memory) -> Iterable[Instant]:
    for shown in memory.disruptions.values():
        item, aware_at = shown.item, shown.item.get("awareAt")
        # Parked is not over here: a person has to see to it, and the duty goes on.
        if aware_at is None or item["state"] == DONE:
            continue
        if _is_due(memory, item["detailType"], item["flightKey"]):
            yield int(aware_at)


def _is_due(memory: Memory, detail_type: str, flight_key: str) -> bool:
    if detail_type in _ALWAYS:
        return True
    if detail_type != detail_types.FLIGHT_DELAYED:
        return False
    # A flight of which no row is known here may be as late as that: better counted than left out.
    flight = memory.flights.get(flight_key)
    delay = None if flight is None else flight.row["delayMinutes"]
    return delay is None or bool(delay >= NOTICE_MINUTES)


def _percentile(members: Sequence[Member], share: float) -> float | None:
    """Milliseconds, between the bounds of a bucket in proportion; above the last bound, that bound."""
    bounds = max((one.bounds for one in members), key=len, default=())
    known = [one.visible for one in members if list(one.bounds) == list(bounds)]
    counts = [sum(column) for column in zip(*known, strict=True)]
    wanted, below, passed = sum(counts) * share, 0.0, 0
    if not wanted:
        return None
    for bound, count in zip(bounds, counts, strict=False):
        if passed + count >= wanted:
            return round(float(below + (bound - below) * (wanted - passed) / count) * 1000, 1)
        passed, below = passed + count, bound
    return round(float(below) * 1000, 1)
