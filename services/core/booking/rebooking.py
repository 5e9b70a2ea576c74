"""When a booking needs rebooking because a flight is cancelled, and how that is taken back exactly. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from services.core.booking.booking import BookingStatus

MARKABLE: Final = frozenset({BookingStatus.CONFIRMED, BookingStatus.CHECKED_IN})


@dataclass(frozen=True, slots=True)
class Mark:
    """What a cancellation wrote: the status that it replaced, and the flights for which it stands.

    `ver` is the booking's version after our last write; another one says that somebody else wrote since.
    """

    before: BookingStatus
    ver: int
    flights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A booking as far as cancellations go.

    `decided`: per flight, the version of the flight's state that was last decided on. `cancelled`: the
    flights that are cancelled, and the version that said so first.
    """

    status: BookingStatus
    ver: int
    decided: Mapping[str, int] = field(default_factory=dict)
    cancelled: Mapping[str, int] = field(default_factory=dict)
    mark: Mark | None = None

    def needs_rebooking_for(self, flight_key: str) -> bool:
        """Whether this flight is a reason to rebook it."""
        return self.status is BookingStatus.NEEDS_REBOOKING and flight_key in self.cancelled


@dataclass(frozen=True, slots=True)
class FlightNews:
    """What was announced of a flight, by the version of its state."""

    flight_key: str
    ver: int
    cancelled: bool


def decide(booking: Standing, news: FlightNews) -> Standing | None:
    """The booking after the news; None when this version, or a newer one, was decided on before.

    Also news that changes no status has to be written: it keeps an older decision, still on its way, out.
    """
    if booking.decided.get(news.flight_key, 0) >= news.ver:
        return None
    after = replace(
        booking,
        ver=booking.ver + 1,
        decided={**booking.decided, news.flight_key: news.ver},
        cancelled=_cancelled(booking, news),
        mark=_untouched_mark(booking),
    )
    if news.cancelled and news.flight_key not in booking.cancelled:
        return _held_by(after, news.flight_key)
    if not news.cancelled:
        return _released_by(after, news.flight_key)
    return _kept(after)


def _cancelled(booking: Standing, news: FlightNews) -> dict[str, int]:
    others = {key: ver for key, ver in booking.cancelled.items() if key != news.flight_key}
    if not news.cancelled:
        return others
    return others | {news.flight_key: booking.cancelled.get(news.flight_key, news.ver)}


def _untouched_mark(booking: Standing) -> Mark | None:
    """A booking that somebody changed since it was marked is that person's."""
    mark = booking.mark
    if mark is None or mark.ver != booking.ver or booking.status is not BookingStatus.NEEDS_REBOOKING:
        return None
    return mark


def _held_by(after: Standing, flight_key: str) -> Standing:
    if after.mark is not None:
        mark = replace(after.mark, ver=after.ver, flights=after.mark.flights | {flight_key})
        return replace(after, mark=mark)
    if after.status not in MARKABLE:
        return after
    # Cancelled flights from before the booking was last confirmed by somebody do not hold this mark.
    mark = Mark(after.status, after.ver, frozenset({flight_key}))
    return replace(after, status=BookingStatus.NEEDS_REBOOKING, mark=mark)


def _released_by(after: Standing, flight_key: str) -> Standing:
    if after.mark is None:
        return after
    left = after.mark.flights - {flight_key}
    if not left:
        return replace(after, status=after.mark.before, mark=None)
    return replace(after, mark=replace(after.mark, ver=after.ver, flights=left))


def _kept(after: Standing) -> Standing:
    return after if after.mark is None else replace(after, mark=replace(after.mark, ver=after.ver))
