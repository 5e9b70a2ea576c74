"""The stream handler's Lambda entry: a batch of table writes in, what to deliver again out."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from services.core.observability import log_json
from services.stream import bootstrap
from services.stream.batch import BatchHandler


@functools.cache
def _handler() -> BatchHandler:
    log_json("stream")
    return bootstrap.batch_handler()


def handle(event: Mapping[str, Any], _context: object) -> dict[str, Any]:
    """`batchItemFailures` as Lambda reads it: it delivers again from the lowest number on."""
    again = _handler().handle(event["Records"])
    return {"batchItemFailures": [{"itemIdentifier": number} for number in again]}
