"""Flights that a booking may be written on, each with the version of its state that says so."""

import asyncio
from collections.abc import Mapping, Sequence

from services.api.ports import Check, Table, Write
from services.core.booking.changes import is_bookable
from services.core.errors import Permanent
from services.core.table import keys
from services.core.table.flight_item import published_truth


class NotBookable(Permanent):
    """`unknown` were never heard of, `closed` have left or do not fly."""

    def __init__(self, unknown: Sequence[str], closed: Sequence[str]) -> None:
        super().__init__("a flight of the booking cannot be booked")
        self.unknown = tuple(unknown)
        self.closed = tuple(closed)


async def open_flights(table: Table, flight_keys: Sequence[str]) -> Mapping[str, int]:
    """By flight the version of its state. Raises NotBookable."""
    states = await asyncio.gather(
        *(table.get(keys.flight_state(flight), consistent=True) for flight in flight_keys)
    )
    found = dict(zip(flight_keys, states, strict=True))
    unknown = [flight for flight, state in found.items() if state is None]
    closed = [
        flight
        for flight, state in found.items()
        if state is not None and not is_bookable(state["status"], published_truth(state))
    ]
    if unknown or closed:
        raise NotBookable(unknown, closed)
    return {flight: int(state["ver"]) for flight, state in found.items() if state is not None}


def still(versions: Mapping[str, int]) -> list[Write]:
    """Conditions that the flights are as they were read.

    So a booking and a cancellation of its flight cannot miss each other: either the cancellation is written
    after the booking, and its workflow, which pages later, finds the booking; or the booking is refused.
    """
    return [Check(keys.flight_state(flight), {"ver": ver}) for flight, ver in versions.items()]
