"""One sweep over everything that has fallen due."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from itertools import takewhile
from typing import Final

from services.core.awsio.blocking.bus import Bus, BusEvent
from services.core.clock import Instant
from services.messenger.ports import Item, Table
from services.messenger.sweeper.looks import look_request
from services.messenger.sweeper.runs import RunSweeper
from services.messenger.sweeper.work_list import RUN, TOLD, Times, WorkList

_LOG = logging.getLogger(__name__)

RUNS_PER_SHARD: Final = 50
LOOKS_PER_SHARD: Final = 125
"""What one minute's sweep takes on; the rest is still due, and comes first, in the next one."""

RESERVE_SECONDS: Final = 20.0
"""One call that times out in every try must still end within the invocation."""


class Sweeper:
    """Idempotent: a row stays due until whoever finishes it says so.

    Runs come first: they are few, one stands for all the contacts of a flight, and each that was started
    again is out of the way for a while, which a message left pending is not.
    """

    def __init__(self, table: Table, bus: Bus, runs: RunSweeper) -> None:
        self._work = WorkList(table)
        self._bus = bus
        self._runs = runs

    def sweep(self, times: Times, as_of: Instant | None, seconds_left: Callable[[], float]) -> dict[str, int]:
        """Counts: restarted, parked, requested, skipped, failed. `as_of` goes into the requests."""
        counts = Counter(restarted=0, parked=0, requested=0, skipped=0, failed=0)

        def in_time(_: Item) -> bool:
            return seconds_left() >= RESERVE_SECONDS

        for run in takewhile(in_time, self._work.rows(RUN, times, RUNS_PER_SHARD)):
            counts[self._sweep_run(run)] += 1
        looks = takewhile(in_time, self._work.rows(TOLD, times, LOOKS_PER_SHARD))
        counts.update(self._ask_for_looks(list(looks), as_of))
        return dict(counts)

    def _sweep_run(self, row: Item) -> str:
        try:
            return self._runs.sweep(row).value
        except Exception as fault:  # noqa: BLE001 - the loop boundary: one bad row never ends the sweep
            _report("run_not_swept", row, fault)
            return "failed"

    def _ask_for_looks(self, rows: list[Item], as_of: Instant | None) -> Counter[str]:
        requests = [request for row in rows if (request := _request(row, as_of)) is not None]
        receipts = self._bus.publish(requests)
        refused = sum(1 for receipt in receipts if receipt.failed or receipt.refused)
        if refused:
            _LOG.error("looks_not_requested", extra={"fields": {"count": refused}})
        requested = len(receipts) - refused
        return Counter(requested=requested, failed=len(rows) - requested)


def _request(row: Item, as_of: Instant | None) -> BusEvent | None:
    try:
        return look_request(row, as_of)
    except KeyError as lacking:
        _report("look_not_requested", row, lacking)
        return None


def _report(what: str, row: Item, fault: Exception) -> None:
    """By its place in the table: a row that cannot be understood may not say whose it is."""
    ids = {"event_id": row.get("eventId"), "flight_key": row.get("flightKey"), "due": row.get("GSI1SK")}
    _LOG.error(what, exc_info=fault, extra={"fields": ids})
