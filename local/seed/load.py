"""Write many items fast: batches of 25, a few at a time, what was not taken again."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any

from services.core.awsio.marshal import to_item

BATCH = 25
"""The most that BatchWriteItem takes."""

PARALLEL = 4
ATTEMPTS = 8
FIRST_PAUSE_SECONDS = 0.05


class LoadFailed(RuntimeError):
    """The table kept refusing items."""


def load(client: Any, table: str, items: Iterable[dict[str, object]]) -> int:
    """Write the items and return how many; LoadFailed when some stay unprocessed after every attempt."""
    with ThreadPoolExecutor(PARALLEL) as pool:
        return sum(pool.map(lambda batch: _write(client, table, batch), _batches(items)))


def _batches(items: Iterable[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    remaining = iter(items)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _write(client: Any, table: str, batch: list[dict[str, object]]) -> int:
    request: Any = {table: [{"PutRequest": {"Item": to_item(item)}} for item in batch]}
    for attempt in range(ATTEMPTS):
        request = client.batch_write_item(RequestItems=request).get("UnprocessedItems") or {}
        if not request:
            return len(batch)
        time.sleep(FIRST_PAUSE_SECONDS * 2**attempt)
    raise LoadFailed(f"{len(request[table])} items were refused {ATTEMPTS} times")
