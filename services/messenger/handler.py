"""The messenger's Lambda entry: a workflow's batch, or notification.requested straight from the bus."""

from __future__ import annotations

import functools
import logging
from typing import Any, Protocol

from services.core.contracts.warm_up import WARM_UP
from services.core.observability import log_json
from services.messenger import bootstrap
from services.messenger.deliver import Messenger


class Context(Protocol):
    """What the Lambda service says of an invocation."""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the invocation is cut off."""


@functools.cache
def _messenger() -> Messenger:
    log_json("messenger")
    logging.getLogger("botocore").setLevel(logging.WARNING)  # it announces every client it makes
    return bootstrap.messenger()


def handle(event: object, context: Context) -> dict[str, Any]:
    """The tally of the request; errors are raised, for the caller's own retries."""
    messenger = _messenger()
    if event == WARM_UP:
        return {}
    return messenger.deliver(event, lambda: context.get_remaining_time_in_millis() / 1000)
