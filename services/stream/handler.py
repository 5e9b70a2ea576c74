"""The stream handler's Lambda entry: a batch of table writes in, what to deliver again out."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Final, Protocol

from services.core.observability import log_json
from services.core.tracing.current import under
from services.core.tracing.functions import batch_span, flushed
from services.core.tracing.port import Tracer
from services.stream import bootstrap
from services.stream.batch import BatchHandler

SOURCE: Final = "table stream"


class Context(Protocol):
    """What the Lambda service says of an invocation."""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the invocation is cut off."""


@functools.cache
def _handler() -> tuple[BatchHandler, Tracer]:
    log_json("stream")
    return bootstrap.batch_handler()


def handle(event: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """`batchItemFailures` as Lambda reads it: it delivers again from the lowest number on."""
    handler, tracer = _handler()
    records = event["Records"]
    with (
        flushed(tracer, lambda: context.get_remaining_time_in_millis() / 1000),
        under(batch_span(tracer, SOURCE, len(records))),
    ):
        again = handler.handle(records)
    return {"batchItemFailures": [{"itemIdentifier": number} for number in again]}
