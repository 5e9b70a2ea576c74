"""A desk over the in-memory table, wired as the composition root wires the real one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from services.core.awsio.blocking.bus import Bus
from services.core.clock import Clock
from services.messenger.desk import Desk
from services.messenger.ports import Table
from services.messenger.readers import Readers
from services.messenger.record import Writers
from services.messenger.writer import TextWriter
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import FixedClock, PlainWriter

LEASE_SECONDS = 90


def desk_over(
    table: Table,
    bus: Bus | None = None,
    *,
    writer: TextWriter | None = None,
    clock: Clock | None = None,
    wall: Clock | None = None,
    token: Callable[[], str] | None = None,
) -> Desk:
    """Without a `wall` clock business time is the request's or the flight's own, as in a replay."""
    numbers = count(1)
    return Desk(
        Readers(table, wall),
        Writers(table),
        bus or FakeBus(),
        writer or PlainWriter(),
        clock or FixedClock(),
        LEASE_SECONDS,
        token or (lambda: f"token-{next(numbers)}"),
    )
