"""The API's bus in memory; passes tests/contract/api/test_bus.py beside EventBridge."""

import copy
from collections.abc import Mapping
from typing import Any


class InMemoryBus:
    """`Bus` in a list; with `failure` it takes nothing."""

    def __init__(self) -> None:
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.failure: Exception | None = None

    async def publish(self, detail_type: str, detail: Mapping[str, Any]) -> None:
        if self.failure is not None:
            raise self.failure
        self.events.append((detail_type, copy.deepcopy(dict(detail))))
