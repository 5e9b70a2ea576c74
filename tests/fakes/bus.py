"""The Lambdas' bus in memory; passes tests/contract/awsio/test_blocking_bus.py beside EventBridge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from services.core.awsio.blocking.bus import BusEvent, Receipt

Answer = Callable[[BusEvent], Receipt]


@dataclass(slots=True)
class FakeBus:
    """Remembers what it took. `answer` may refuse or fail an event."""

    events: list[BusEvent] = field(default_factory=list)
    answer: Answer = Receipt

    def publish(self, events: Sequence[BusEvent]) -> list[Receipt]:
        receipts = [self.answer(event) for event in events]
        self.events += [receipt.event for receipt in receipts if receipt.code is None]
        return receipts

    def of(self, detail_type: str) -> list[BusEvent]:
        return [event for event in self.events if event.detail_type == detail_type]
