"""From a request to its answer, and what was seen on the way."""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from tests.bench.stand_in.signature import SignatureSample
from tests.bench.stand_in.table import Item, Refused, Table


class Service:
    """DynamoDB and EventBridge at once: the target header says which."""

    def __init__(self) -> None:
        self.table = Table(self._written)
        self.requests: Counter[str] = Counter()
        self.entries = 0
        self.signatures = SignatureSample()
        self.writes: list[tuple[Item, float]] = []
        self.questions: Mapping[bytes, Callable[[], Any]] = {
            b"statistics": self.statistics,
            b"writes": self.writes_seen,
            b"registers": self.registers,
        }

    def answer(self, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and body."""
        target = headers.get("x-amz-target", "")
        if not target:
            return 200, msgspec.json.encode(self.questions[body]())
        self.signatures.look(headers, body)
        operation = target.rpartition(".")[2]
        self.requests[operation] += 1
        try:
            return 200, msgspec.json.encode(self._operate(operation, msgspec.json.decode(body)))
        except Refused as error:
            return 400, msgspec.json.encode({"__type": f"bench#{error.code}", "message": str(error)})

    def statistics(self) -> dict[str, Any]:
        """What was asked, refused and stored so far."""
        kinds = Counter(sk.partition("#")[0] for _, sk in self.table.items)
        return {
            "requests": self.requests,
            "refused": self.table.refused,
            "items": kinds,
            "entries": self.entries,
            "written": len(self.writes),
            "signatures": {"checked": self.signatures.checked, "wrong": self.signatures.wrong},
        }

    def writes_seen(self) -> list[tuple[str, int, float]]:
        """Of every conditional write: the item's partition key, the last input offset it covers, when."""
        return [(item["PK"]["S"], _last_offset(item), at) for item, at in self.writes]

    def registers(self) -> dict[str, str]:
        """The registers of every flight, as its STATE item holds them."""
        items = self.table.items
        return {pk: item["registers"]["S"] for (pk, sk), item in items.items() if sk == "STATE"}

    def _operate(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        if operation == "PutEvents":
            entries = request["Entries"]
            if len(entries) > 10:
                raise Refused("ValidationException", "more than 10 entries")
            self.entries += len(entries)
            return {"FailedEntryCount": 0, "Entries": [{"EventId": "bench"} for _ in entries]}
        known = self.table.operations.get(operation)
        if known is None:
            raise Refused("UnknownOperationException", f"the stand-in does not know {operation}")
        return known(request)

    def _written(self, item: Item) -> None:
        if "outbox" in item:  # and not what a member says of itself
            self.writes.append((item, time.time()))


def _last_offset(item: Item) -> int:
    return int(msgspec.json.decode(item["outbox"]["S"])["lastOffset"])
