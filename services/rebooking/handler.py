"""The marker's Lambda entry: a batch of bookings of one flight, from the cancellation workflow."""

from __future__ import annotations

import functools
import logging
from dataclasses import replace
from typing import Any, Protocol

from services.core.observability import correlated, log_json
from services.core.tracing.current import under
from services.core.tracing.functions import flushed, step_span
from services.core.tracing.port import Tracer
from services.rebooking import bootstrap
from services.rebooking.marker import Marker
from services.rebooking.request import parse_request

_LOG = logging.getLogger(__name__)


class Context(Protocol):
    """What the Lambda service says of an invocation."""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the invocation is cut off."""


@functools.cache
def _marker() -> tuple[Marker, Tracer]:
    log_json("rebooking")
    logging.getLogger("botocore").setLevel(logging.WARNING)  # it announces every client it makes
    return bootstrap.marker()


def handle(event: object, context: Context) -> dict[str, Any]:
    """The tally of the batch; errors are raised, for the workflow's own retries."""
    marker, tracer = _marker()
    request = parse_request(event)

    def seconds_left() -> float:
        return context.get_remaining_time_in_millis() / 1000

    span = step_span(tracer, "mark", request, len(request.booking_ids))
    with flushed(tracer, seconds_left), correlated(request.correlation_id), under(span):
        request = replace(request, traceparent=span.traceparent)
        result = marker.mark(request, seconds_left).to_json()
        fields = {"flight_key": request.flight_key, "event_id": request.event_id, **result}
        _LOG.info("marked", extra={"fields": fields})
    return result
