"""Brings the bookings of a batch to what was last announced of their flight, one transaction each."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from typing import Final

from services.core.awsio.blocking.bus import Bus, BusEvent
from services.core.booking.rebooking import FlightNews, Standing, decide
from services.core.errors import FlightPulseError, Permanent, Retryable
from services.core.flight.truth import Disposition
from services.core.table import keys
from services.core.table.flight_item import published_truth
from services.core.table.rebooking_item import standing_of, status_rows
from services.rebooking.events import rebooking_needed
from services.rebooking.ports import Change, Table
from services.rebooking.request import Request
from services.rebooking.tally import Outcome, Tally

_LOGGER = logging.getLogger(__name__)

TRIES: Final = 5
FIRST_PAUSE_SECONDS: Final = 0.05
RESERVE_SECONDS: Final = 20.0
"""One call that times out in every try must still end within the invocation."""

WRITES_PER_TRANSACTION: Final = 100
"""What DynamoDB takes. A booking beyond it could not have been made in one transaction either."""


class NoSuchFlight(Permanent):
    """No state under this key: the event that asks cannot have come from the consumer."""


class BrokenBooking(Permanent):
    """The rows of a booking are not what its writers write; the text says what is wrong."""


class Marker:
    """A booking that cannot be brought along is reported and holds up no other."""

    def __init__(
        self,
        table: Table,
        bus: Bus,
        pause: Callable[[float], None],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._table = table
        self._bus = bus
        self._pause = pause
        self._jitter = jitter

    def mark(self, request: Request, seconds_left: Callable[[], float]) -> Tally:
        """What became of each booking. Raises NoSuchFlight, and Retryable when the flight cannot be read."""
        news = self._news(request.flight_key)
        tally = Tally()
        events: dict[str, BusEvent] = {}
        for booking_id in request.booking_ids:
            if seconds_left() < RESERVE_SECONDS:
                tally.fail(booking_id)
                continue
            try:
                standing, tally.outcomes[booking_id] = self._bring_along(booking_id, news)
            except Exception:
                # The loop boundary: one booking must not keep the others from being marked.
                _LOGGER.exception("booking_not_marked", extra={"fields": {"booking_id": booking_id}})
                tally.fail(booking_id)
                continue
            if standing.needs_rebooking_for(news.flight_key):
                events[booking_id] = rebooking_needed(booking_id, standing, request)
        self._publish(events, tally)
        return tally

    def _news(self, flight_key: str) -> FlightNews:
        item = self._table.flight(flight_key)
        if item is None:
            raise NoSuchFlight(f"no flight {flight_key}")
        cancelled = published_truth(item).disposition is Disposition.CANCELLED
        return FlightNews(flight_key, int(item["ver"]), cancelled)

    def _bring_along(self, booking_id: str, news: FlightNews) -> tuple[Standing, Outcome]:
        """Raises FlightPulseError when it cannot be done now, or at all."""
        failure: FlightPulseError = Retryable(
            f"booking {booking_id} changed under every one of {TRIES} tries"
        )
        for attempt in range(TRIES):
            if attempt:
                self._pause(FIRST_PAUSE_SECONDS * 2**attempt * self._jitter())
            try:
                done = self._try_once(booking_id, news)
            except Retryable as error:
                # The write may have arrived all the same: reading again tells.
                failure = error
                continue
            if done is not None:
                return done
        raise failure

    def _try_once(self, booking_id: str, news: FlightNews) -> tuple[Standing, Outcome] | None:
        """None when the booking changed between reading and writing."""
        rows = self._table.booking(booking_id)
        own = keys.booking(booking_id)
        metas = [row for row in rows if row["SK"] == own.sk]
        if not metas:
            raise BrokenBooking(f"booking {booking_id} has rows on {news.flight_key} and is not there itself")
        before = standing_of(metas[0])
        after = decide(before, news)
        if after is None:
            return before, _standing_outcome(before, news)
        repeated = status_rows(metas[0], [row for row in rows if row["SK"] != own.sk])
        if after.status is before.status:
            repeated = ()
        elif 1 + len(repeated) > WRITES_PER_TRANSACTION:
            raise BrokenBooking(
                f"booking {booking_id} has {1 + len(repeated)} rows; one transaction holds"
                f" {WRITES_PER_TRANSACTION}: split the booking"
            )
        if not self._table.write(Change(own, before, after, news, repeated)):
            return None
        return after, _outcome(before, after, news)

    def _publish(self, events: dict[str, BusEvent], tally: Tally) -> None:
        receipts = self._bus.publish(list(events.values()))
        for booking_id, receipt in zip(events, receipts, strict=True):
            if receipt.code:
                fields = {"booking_id": booking_id, "reason": receipt.code}
                _LOGGER.error("rebooking_not_requested", extra={"fields": fields})
                tally.fail(booking_id)


def _outcome(before: Standing, after: Standing, news: FlightNews) -> Outcome:
    if before.mark is not None and after.mark is None and before.status is not after.status:
        return Outcome.RESTORED
    return _standing_outcome(after, news)


def _standing_outcome(standing: Standing, news: FlightNews) -> Outcome:
    return Outcome.MARKED if standing.needs_rebooking_for(news.flight_key) else Outcome.LEFT_ALONE
