"""History rows, those of many lanes to a request."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from services.consumer.batching import Batcher
from services.consumer.errors import Unavailable
from services.consumer.ports import Checkpoint, no_checkpoint
from services.consumer.table.calls import TableCalls
from services.core.awsio.marshal import to_item

ROWS: Final = 25
"""Rows of one BatchWriteItem: AWS's limit."""


class Rows(NamedTuple):
    """Rows that one lane writes in one request; no two have one primary key.

    `name` is the partition key of the first: lanes do not share one, and one lane does not ask twice.
    """

    name: str
    items: list[dict[str, Any]]
    places: int
    size: int = 0


class HistoryRows:
    """BatchWriteItem: unconditional, since the row of an event is always the same row."""

    def __init__(self, calls: TableCalls, checkpoint: Checkpoint = no_checkpoint) -> None:
        self._calls = calls
        self._checkpoint = checkpoint
        self._batcher: Batcher[Rows, list[dict[str, Any]]] = Batcher(self._send, most=ROWS, size=ROWS)

    async def write(self, rows: Iterable[dict[str, Any]]) -> None:
        """Every row, each once. Raises Unavailable when a round of requests takes none of them."""
        waiting = list({(row["PK"], row["SK"]): row for row in rows}.values())
        while waiting:
            parts = (waiting[at : at + ROWS] for at in range(0, len(waiting), ROWS))
            asked = [self._batcher.answer(Rows(part[0]["PK"], part, len(part))) for part in parts]
            answers = await asyncio.gather(*asked) if len(asked) > 1 else [await asked[0]]
            left = [row for answer in answers for row in answer]
            if len(left) == len(waiting):
                raise Unavailable("the table took none of the history rows")
            waiting = left

    async def _send(self, asked: Sequence[Rows]) -> list[list[dict[str, Any]] | Exception]:
        """Per ask the rows that the table did not take."""
        puts = [{"PutRequest": {"Item": to_item(row)}} for one in asked for row in one.items]
        answer = await self._calls.call("BatchWriteItem", {"RequestItems": {self._calls.name: puts}})
        self._checkpoint("row-2")
        unprocessed = answer.get("UnprocessedItems")
        if not unprocessed:
            return [[] for _ in asked]
        items = (put["PutRequest"]["Item"] for put in unprocessed.get(self._calls.name, ()))
        missed = {(one["PK"]["S"], one["SK"]["S"]) for one in items}
        return [[row for row in one.items if (row["PK"], row["SK"]) in missed] for one in asked]
