"""History rows, those of many lanes to a request."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.consumer.batching import Batcher
from services.consumer.errors import Unavailable
from services.consumer.ports import Checkpoint, no_checkpoint
from services.consumer.table.calls import TableCalls
from services.core.awsio.marshal import to_item

ROWS: Final = 25
"""Rows of one BatchWriteItem: AWS's limit."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `name` is its primary key, which a request may not hold twice."""

    name: tuple[str, str]
    item: dict[str, Any]
    size: int = 1


class HistoryRows:
    """BatchWriteItem: unconditional, since the row of an event is always the same row."""

    def __init__(self, calls: TableCalls, checkpoint: Checkpoint = no_checkpoint) -> None:
        self._calls = calls
        self._checkpoint = checkpoint
        self._batcher: Batcher[Row, bool] = Batcher(self._send, most=ROWS, size=ROWS)

    async def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Every row, each once. Raises Unavailable when a round of requests takes none of them."""
        waiting = list({(row["PK"], row["SK"]): row for row in rows}.values())
        while waiting:
            asks = [Row((row["PK"], row["SK"]), row) for row in waiting]
            taken = await asyncio.gather(*map(self._batcher.queue, asks))
            if not any(taken):
                raise Unavailable("the table took none of the history rows")
            waiting = [row for row, done in zip(waiting, taken, strict=True) if not done]

    async def _send(self, rows: Sequence[Row]) -> list[bool | Exception]:
        """Per row whether the table took it."""
        puts = [{"PutRequest": {"Item": to_item(row.item)}} for row in rows]
        answer = await self._calls.call("BatchWriteItem", {"RequestItems": {self._calls.name: puts}})
        self._checkpoint("row-2")
        left = answer.get("UnprocessedItems", {}).get(self._calls.name, ())
        missed = {(one["PK"]["S"], one["SK"]["S"]) for one in (put["PutRequest"]["Item"] for put in left)}
        return [row.name not in missed for row in rows]
