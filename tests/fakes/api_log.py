"""The API's event log in memory; passes tests/contract/api/test_event_log.py beside Kafka."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Appended:
    """One record."""

    key: bytes
    value: bytes
    headers: dict[str, str]


class InMemoryLog:
    """`EventLog` in a list. While `outage` is set it confirms nothing; with `failure` it refuses."""

    def __init__(self) -> None:
        self.records: list[Appended] = []
        self.up = asyncio.Event()
        self.up.set()
        self.failure: Exception | None = None
        self.asked = 0

    async def append(self, key: bytes, value: bytes, headers: Mapping[str, str]) -> None:
        self.asked += 1
        if self.failure is not None:
            raise self.failure
        await self.up.wait()
        self.records.append(Appended(key, value, dict(headers)))

    async def reachable(self) -> bool:
        await self.up.wait()
        return self.failure is None
