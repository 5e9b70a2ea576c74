"""PutEvents done right: every entry answered, only failed ones tried again, refusals told apart."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from services.core.awsio.blocking.bus import ENTRIES_PER_CALL, BusEvent, Receipt
from services.core.awsio.blocking.errors import error_code

TRIES: Final = 4
FIRST_PAUSE_SECONDS: Final = 0.1

REFUSED_ENTRY_CODES: Final = frozenset({"InvalidArgument", "MalformedDetail"})
"""Codes of an entry that is itself at fault; any other is tried again.

A missing right (`NotAuthorizedFor...`) is none of them: it is an outage of whoever sends, and what it
keeps back has to go out once the right is granted.
"""

REFUSED_CALL_CODES: Final = frozenset(
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

    def publish(self, events: Sequence[BusEvent]) -> list[Receipt]:
        return [receipt for chunk in _chunks(events) for receipt in self._publish_chunk(chunk)]

    def _publish_chunk(self, chunk: Sequence[BusEvent]) -> list[Receipt]:
        receipts = self._try_once(chunk)
        for attempt in range(1, TRIES):
            again = [index for index, receipt in enumerate(receipts) if receipt.failed]
            if not again:
                break
            self._pause(FIRST_PAUSE_SECONDS * 2**attempt * (0.5 + self._jitter() / 2))
            retried = self._try_once([chunk[index] for index in again])
            for index, receipt in zip(again, retried, strict=True):
                receipts[index] = receipt
        return receipts

    def _try_once(self, events: Sequence[BusEvent]) -> list[Receipt]:
        try:
            reply = self._client.put_events(Entries=[self._entry(event) for event in events])
        except (BotoCoreError, ClientError) as error:
            return self._whole_call_failed(events, error_code(error))
        # FailedEntryCount alone does not say which: entries are answered in the order they were sent.
        return [
            _receipt(event, entry.get("ErrorCode"))
            for event, entry in zip(events, reply["Entries"], strict=True)
        ]

    def _whole_call_failed(self, events: Sequence[BusEvent], code: str) -> list[Receipt]:
        if code not in REFUSED_CALL_CODES:
            return [Receipt(event, failed=code) for event in events]
        if len(events) == 1:
            return [Receipt(events[0], refused=code)]
        return [receipt for event in events for receipt in self._try_once([event])]

    def _entry(self, event: BusEvent) -> dict[str, str]:
        return {
            "EventBusName": self._name,
            "Source": event.source,
            "DetailType": event.detail_type,
            "Detail": json.dumps(event.detail, separators=(",", ":"), ensure_ascii=False),
        }


def _receipt(event: BusEvent, code: str | None) -> Receipt:
    if code in REFUSED_ENTRY_CODES:
        return Receipt(event, refused=code)
    return Receipt(event, failed=code)


def _chunks(events: Sequence[BusEvent]) -> Iterator[Sequence[BusEvent]]:
    for start in range(0, len(events), ENTRIES_PER_CALL):
        yield events[start : start + ENTRIES_PER_CALL]
