"""What is kept of a partition over the death of its owner: one item each."""

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from services.consumer.records import Partition
from services.consumer.suspicion import PastRun
from services.consumer.table.calls import TableCalls
from services.consumer.table.history import HistoryRows
from services.consumer.table.reading import KEYS
from services.core.awsio.marshal import from_item, to_item
from services.core.table import keys


class PartitionRuns:
    """The one adapter of the PastRuns port."""

    def __init__(self, calls: TableCalls, rows: HistoryRows, group: str) -> None:
        """`rows` writes whole items without a condition: of a partition there is one owner."""
        self._calls = calls
        self._rows = rows
        self._group = group

    async def read(self, partitions: Iterable[Partition]) -> dict[Partition, PastRun]:
        """Those that were ever written, consistently."""
        wanted = {self._key(one).pk: one for one in partitions}
        names = list(wanted)
        parts = [names[at : at + KEYS] for at in range(0, len(names), KEYS)]
        found = await asyncio.gather(*map(self._read, parts))
        return {wanted[item["PK"]]: _run(item) for items in found for item in items}

    async def write(self, runs: Mapping[Partition, PastRun]) -> None:
        """Replace what is kept of these."""
        await self._rows.write(self._key(one).primary() | _attributes(run) for one, run in runs.items())

    async def _read(self, names: list[str]) -> list[dict[str, Any]]:
        """All of them: what a throttled table leaves over is asked for again."""
        found: list[dict[str, Any]] = []
        left = [to_item({"PK": name, "SK": keys.PARTITION_RUN_SK}) for name in names]
        while left:
            request = {"RequestItems": {self._calls.name: {"Keys": left, "ConsistentRead": True}}}
            answer = await self._calls.call("BatchGetItem", request)
            found += map(from_item, answer.get("Responses", {}).get(self._calls.name, ()))
            left = answer.get("UnprocessedKeys", {}).get(self._calls.name, {}).get("Keys", [])
        return found

    def _key(self, partition: Partition) -> keys.Key:
        return keys.partition_run(self._group, partition.topic, partition.number)


def _attributes(run: PastRun) -> dict[str, Any]:
    attempts = {str(offset): count for offset, count in run.attempts.items()}
    return {
        "type": "partition_run",
        "open": run.is_open,
        "owner": run.owner,
        "deaths": run.deaths,
        "attempts": attempts,
    }


def _run(item: Mapping[str, Any]) -> PastRun:
    attempts = {int(offset): int(count) for offset, count in item["attempts"].items()}
    return PastRun(bool(item["open"]), int(item["deaths"]), attempts, item.get("owner", ""))
