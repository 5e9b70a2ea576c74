"""PutEvents for the workflows: every entry answered, only those that were not taken tried again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.core.contracts.detail_types import WORKFLOWS
from services.rebooking.aws_errors import error_code
from services.rebooking.ports import BusEvent

ENTRIES_PER_CALL = 10  # PutEvents takes at most ten entries
TRIES = 4
FIRST_PAUSE_SECONDS = 0.1


class EventBridgeBus:
    """`Bus` on an EventBridge client that the composition root configured."""

    def __init__(
        self,
        client: Any,
        bus_name: str,
        pause: Callable[[float], None],
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._name = bus_name
        self._pause = pause
        self._jitter = jitter

    def publish(self, events: Sequence[BusEvent]) -> list[str | None]:
        failures: list[str | None] = []
        for start in range(0, len(events), ENTRIES_PER_CALL):
            failures += self._publish_chunk(events[start : start + ENTRIES_PER_CALL])
        return failures

    def _publish_chunk(self, chunk: Sequence[BusEvent]) -> list[str | None]:
        failures = self._try_once(chunk)
        for attempt in range(1, TRIES):
            again = [index for index, failure in enumerate(failures) if failure is not None]
            if not again:
                break
            self._pause(FIRST_PAUSE_SECONDS * 2**attempt * (0.5 + self._jitter() / 2))
            retried = self._try_once([chunk[index] for index in again])
            for index, failure in zip(again, retried, strict=True):
                failures[index] = failure
        return failures

    def _try_once(self, events: Sequence[BusEvent]) -> list[str | None]:
        try:
            reply = self._client.put_events(Entries=[self._entry(event) for event in events])
        except (BotoCoreError, ClientError) as error:
            return [error_code(error)] * len(events)
        # FailedEntryCount alone does not say which: entries are answered in the order they were sent.
        answered = [entry.get("ErrorCode") for _, entry in zip(events, reply["Entries"], strict=True)]
        return [None if code is None else str(code) for code in answered]

    def _entry(self, event: BusEvent) -> dict[str, str]:
        return {
            "EventBusName": self._name,
            "Source": WORKFLOWS,
            "DetailType": event.detail_type,
            "Detail": json.dumps(event.detail, separators=(",", ":"), ensure_ascii=False),
        }
