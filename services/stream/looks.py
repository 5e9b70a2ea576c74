"""From looks that may be needed to requests for those that are."""

from __future__ import annotations

from collections.abc import Sequence

from services.core.awsio.blocking.bus import BusEvent
from services.stream.ports import Table
from services.stream.record import Record
from services.stream.wanted_looks import WantedLook, request


class Looks:
    """A flight that never left its baseline has nothing to tell.

    Its state is read consistently and after the write: a workflow that claimed its run before the write
    was visible has left the baseline before that, so one of the two sees the other.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def requests(self, wanted: Sequence[tuple[Record, WantedLook]]) -> list[list[BusEvent]]:
        """For each wanted look its requests, in the same order. Raises Retryable."""
        flights = [self._flights(look) for _, look in wanted]
        disrupted = self._table.disrupted({flight for each in flights for flight in each})
        return [
            [request(record, look, flight, disrupted[flight]) for flight in each if flight in disrupted]
            for (record, look), each in zip(wanted, flights, strict=True)
        ]

    def _flights(self, look: WantedLook) -> Sequence[str]:
        if look.flight_key is not None:
            return [look.flight_key]
        # A contact may be on one flight by several bookings.
        return sorted(set(self._table.flights_of(look.contact_id)))
