"""The sweeper's Lambda entry: `{}` or the schedule's event every minute, `{"now": "..."}` in a replay."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping
from typing import Final

from services.core.clock import Instant, parse_instant
from services.core.contracts.metrics import LOOKS_REQUESTED, NOT_SWEPT, PARKED, RESTARTED
from services.core.observability import log_json
from services.core.tracing.current import under
from services.core.tracing.functions import batch_span, flushed
from services.messenger import bootstrap
from services.messenger.bootstrap import Sweeping
from services.messenger.handler import Context
from services.messenger.request import BadRequest
from services.messenger.sweeper.work_list import Times

_LOG = logging.getLogger(__name__)

WORK_LIST: Final = "due"
METRICS: Final = {"restarted": RESTARTED, "parked": PARKED, "requested": LOOKS_REQUESTED, "failed": NOT_SWEPT}
"""The counts of a sweep that leave as metrics."""


@functools.cache
def _sweeping() -> Sweeping:
    log_json("sweeper")
    logging.getLogger("botocore").setLevel(logging.WARNING)  # it announces every client it makes
    return bootstrap.sweeping()


def handle(event: object, context: Context) -> dict[str, int]:
    """The counts of one sweep. Raises BadRequest for a `now` that is no time."""
    here = _sweeping()
    given = business_now(event)
    wall = here.clock.now()
    times = Times(wall, given if given is not None or here.in_replay else wall)

    def seconds_left() -> float:
        return context.get_remaining_time_in_millis() / 1000

    with flushed(here.tracer, seconds_left), under(batch_span(here.tracer, WORK_LIST, 1)):
        counts = here.sweeper.sweep(times, given, seconds_left)
    here.metrics.emit({metric: counts[name] for name, metric in METRICS.items()})
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
