"""The sweeper's Lambda entry: `{}` or the schedule's event every minute, `{"now": "..."}` in a replay."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping

from services.core.clock import Clock, Instant, parse_instant
from services.core.observability import log_json
from services.messenger import bootstrap
from services.messenger.handler import Context
from services.messenger.request import BadRequest
from services.messenger.sweeper.sweep_all import Sweeper
from services.messenger.sweeper.work_list import Times

_LOG = logging.getLogger(__name__)


@functools.cache
def _sweeper() -> tuple[Sweeper, Clock, bool]:
    log_json("sweeper")
    logging.getLogger("botocore").setLevel(logging.WARNING)  # it announces every client it makes
    return bootstrap.sweeper()


def handle(event: object, context: Context) -> dict[str, int]:
    """The counts of one sweep. Raises BadRequest for a `now` that is no time."""
    sweeper, clock, in_replay = _sweeper()
    given = business_now(event)
    wall = clock.now()
    times = Times(wall, given if given is not None or in_replay else wall)
    counts = sweeper.sweep(times, given, lambda: context.get_remaining_time_in_millis() / 1000)
    _LOG.info("swept", extra={"fields": counts})
    return counts


def business_now(event: object) -> Instant | None:
    """The simulated minute that a replay names, None otherwise."""
    if not isinstance(event, Mapping) or event.get("now") is None:
        return None
    try:
        return parse_instant(str(event["now"]))
    except ValueError as error:
        raise BadRequest("now must be an RFC 3339 time with zone, e.g. 2013-03-08T14:05:00Z") from error
