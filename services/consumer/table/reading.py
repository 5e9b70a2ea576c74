"""Consistent reads of STATE items, many flights to a request."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from services.consumer.batching import Batcher
from services.consumer.errors import Unavailable
from services.consumer.table.calls import TableCalls
from services.core.awsio.marshal import from_item, to_item
from services.core.table import keys
from services.core.table.flight_item import StoredFlight, stored_flight

Item = dict[str, dict[str, Any]]

KEYS: Final = 100
"""Keys of one BatchGetItem: AWS's limit."""


class StateRead(NamedTuple):
    """A wish for the state of one flight."""

    name: str
    places: int = 1
    size: int = 0


class StateReads:
    """BatchGetItem. What a throttled table leaves over is answered Unavailable, for the lane to repeat."""

    def __init__(self, calls: TableCalls) -> None:
        self._calls = calls
        self._batcher: Batcher[StateRead, Item | None] = Batcher(self._send, most=KEYS, size=KEYS)

    async def read(self, flight_key: str) -> StoredFlight | None:
        """None for a flight that was never written."""
        item = await self._batcher.answer(StateRead(flight_key))
        return stored_flight(from_item(item)) if item else None

    async def _send(self, reads: Sequence[StateRead]) -> list[Item | Exception | None]:
        wanted = [to_item(keys.flight_state(read.name).primary()) for read in reads]
        request = {"RequestItems": {self._calls.name: {"Keys": wanted, "ConsistentRead": True}}}
        answer = await self._calls.call("BatchGetItem", request)
        found: dict[str, Item | Exception] = {
            _pk(item): item for item in answer.get("Responses", {}).get(self._calls.name, ())
        }
        for key in answer.get("UnprocessedKeys", {}).get(self._calls.name, {}).get("Keys", ()):
            found[_pk(key)] = Unavailable(f"the table left {_pk(key)} unread")
        return [found.get(keys.flight_pk(read.name)) for read in reads]


def _pk(item: Item) -> str:
    pk: str = item["PK"]["S"]
    return pk
