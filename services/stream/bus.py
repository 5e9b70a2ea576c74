"""PutEvents: every entry answered, only failed ones tried again, refusals told apart from outages."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from services.core.contracts.detail_types import STREAM
from services.stream.aws_errors import error_code
from services.stream.ports import BusEvent, Receipt

TRIES = 4
FIRST_PAUSE_SECONDS = 0.1

REFUSED_ENTRY_CODES = frozenset({"InvalidArgument", "MalformedDetail"})
"""Codes of one entry that stay the same however often it is sent; any other is tried again."""

REFUSED_CALL_CODES = frozenset(
    {"ValidationException", "PutEventsRequestEntryTooLargeException", "RequestEntityTooLargeException"}
)
"""Codes of a whole call that some entry of it causes; sent one by one, the guilty entry is found."""


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

    def publish(self, events: Sequence[BusEvent]) -> Sequence[Receipt]:
        receipts = self._try_once(events)
        for attempt in range(1, TRIES):
            again = [index for index, receipt in enumerate(receipts) if receipt.failed]
            if not again:
                break
            self._pause(FIRST_PAUSE_SECONDS * 2**attempt * (0.5 + self._jitter() / 2))
            retried = self._try_once([events[index] for index in again])
            for index, receipt in zip(again, retried, strict=True):
                receipts[index] = receipt
        return receipts

    def _try_once(self, events: Sequence[BusEvent]) -> list[Receipt]:
        try:
            reply = self._client.put_events(Entries=[self._entry(event) for event in events])
        except (BotoCoreError, ClientError) as error:
            return self._whole_call_failed(events, error_code(error))
        if reply["FailedEntryCount"] == 0:
            return [Receipt()] * len(events)
        # The count does not say which: entries are answered in the order they were sent.
        return [_receipt(entry.get("ErrorCode")) for entry in reply["Entries"]]

    def _whole_call_failed(self, events: Sequence[BusEvent], code: str) -> list[Receipt]:
        if code not in REFUSED_CALL_CODES:
            return [Receipt(failed=code)] * len(events)
        if len(events) == 1:
            return [Receipt(refused=code)]
        return [receipt for event in events for receipt in self._try_once([event])]

    def _entry(self, event: BusEvent) -> dict[str, str]:
        return {
            "EventBusName": self._name,
            "Source": STREAM,
            "DetailType": event.detail_type,
            "Detail": json.dumps(event.detail, separators=(",", ":"), ensure_ascii=False),
        }


def _receipt(code: str | None) -> Receipt:
    return Receipt(refused=code) if code in REFUSED_ENTRY_CODES else Receipt(failed=code)
