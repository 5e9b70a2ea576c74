"""Instants and the one port that says what time it is.

An `Instant` is a whole number of milliseconds since 1970-01-01T00:00:00Z. Text
at the edges (Kafka, bus, REST) is RFC 3339 with an explicit zone.
"""

import re
import time
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

Instant = int

MINUTE = 60_000
HOUR = 60 * MINUTE

_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - isoformat() of an aware time ends in +00:00, not in Z
_DAY = 24 * HOUR
_FIRST_DAY = (date.min - _NAIVE_EPOCH.date()).days
_LAST_DAY = (date.max - _NAIVE_EPOCH.date()).days


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> Instant:
        """The present instant."""
        ...


class WallClock:
    """The machine's own clock: for leases, expiries and tokens, and for `asOf` outside a replay."""

    def now(self) -> Instant:
        """The present instant by the machine's clock."""
        return time.time_ns() // 1_000_000


@lru_cache(maxsize=8_192)  # the times of a flight come again with each of its events
def parse_instant(text: str) -> Instant:
    """Read an RFC 3339 time with a zone (`2013-03-08T14:05:00Z`), truncated to milliseconds.

    Raises ValueError that names the text and what would be right.
    """
    if not _RFC3339.fullmatch(text):
        raise ValueError(f"not an RFC 3339 time with a zone: {text!r}; right is 2013-03-08T14:05:00Z")
    try:
        since = datetime.fromisoformat(text) - _EPOCH
    except ValueError as error:
        raise ValueError(f"not a time on the calendar: {text!r} ({error})") from error
    if not _FIRST_DAY <= since.days <= _LAST_DAY:
        raise ValueError(f"not a time on the calendar: {text!r} is no time of the years 1 to 9999 in UTC")
    return since.days * _DAY + since.seconds * 1000 + since.microseconds // 1000


@lru_cache(maxsize=8_192)
def format_instant(instant: Instant) -> str:
    """Write an instant as RFC 3339 in UTC, with milliseconds only where there are some."""
    moment = _NAIVE_EPOCH + timedelta(milliseconds=instant)
    return moment.isoformat(timespec="milliseconds" if instant % 1000 else "seconds") + "Z"


@lru_cache(maxsize=8_192)
def sortable_instant(instant: Instant) -> str:
    """RFC 3339 of one length, milliseconds always: for sort keys, where `.500Z` would sort before `Z`."""
    return (_NAIVE_EPOCH + timedelta(milliseconds=instant)).isoformat(timespec="milliseconds") + "Z"


def wall_deadline(clock: Clock, seconds: float) -> Instant:
    """When a lease, an expiry or a token taken now ends: wall clock only.

    In a replay the business time is years back, and an expiry computed from it would be
    deleted within a minute; so every such time is computed here.
    """
    return clock.now() + int(seconds * 1000)


def epoch_seconds(instant: Instant) -> int:
    """The instant as DynamoDB's TTL wants it: whole seconds since 1970 (AWS: "TTL attribute")."""
    return instant // 1000
