"""One invocation: read the request, look at its contacts, say what came of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from services.core.embedded_metrics import Metrics
from services.core.errors import Retryable
from services.core.observability import correlated
from services.core.tracing.current import under
from services.core.tracing.functions import flushed, step_span
from services.core.tracing.port import Tracer
from services.messenger.ask import asks_of
from services.messenger.desk import Desk
from services.messenger.metrics import report
from services.messenger.request import Request, parse_request
from services.messenger.rounds import run_looks

_LOG = logging.getLogger(__name__)

SecondsLeft = Callable[[], float]


class Messenger:
    """`desk_for` gives the desk of one invocation, which knows how much time is left."""

    def __init__(self, desk_for: Callable[[SecondsLeft], Desk], metrics: Metrics, tracer: Tracer) -> None:
        self._desk_for = desk_for
        self._metrics = metrics
        self._tracer = tracer

    def deliver(self, payload: object, seconds_left: SecondsLeft) -> dict[str, Any]:
        """The tally as JSON. Raises BadRequest; Retryable when a single look from the bus failed."""
        request = parse_request(payload)
        span = step_span(self._tracer, "look", request, len(request.contacts))
        with flushed(self._tracer, seconds_left), correlated(request.correlation_id), under(span):
            return self._deliver(replace(request, traceparent=span.traceparent), seconds_left)

    def _deliver(self, request: Request, seconds_left: SecondsLeft) -> dict[str, Any]:
        desk = self._desk_for(seconds_left)
        tally = run_looks(asks_of(request), desk)
        report(self._metrics, tally, desk.alarms, desk.seen)
        result = tally.to_json()
        _LOG.info(
            "looked",
            extra={
                "fields": {
                    "flight_key": request.flight_key,
                    "event_id": request.event_id,
                    "reason": request.reason,
                    "traceparent": request.traceparent,
                    **result,
                }
            },
        )
        if tally.failed and not request.is_batch:
            # A batch reports its failures to the workflow; a request from the bus has only its retries.
            raise Retryable(f"the look asked for by {request.event_id} failed")
        return result
