"""The table in memory: whole-item conditional puts and key-ordered queries, as DynamoDB does them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from services.core.errors import FlightPulseError
from services.messenger.ports import ABSENT, Absent, Condition, Item, Put

KEYS = ("PK", "SK", "GSI1PK", "GSI1SK")
INDEX_ATTRIBUTES = (*KEYS, "type", "flightKey", "status", "scheduledOut", "contactId", "eventId")


class InMemoryTable:
    """`Table` in a dict; passes the contract tests of the DynamoDB adapter."""

    def __init__(self, items: dict[tuple[str, str], Item] | None = None) -> None:
        self.items: dict[tuple[str, str], Item] = items or {}

    def get(self, pk: str, sk: str) -> Item | None:
        return _copy(stored) if (stored := self.items.get((pk, sk))) else None

    def get_many(self, keys: Sequence[tuple[str, str]]) -> list[Item]:
        return [found for pk, sk in keys if (found := self.get(pk, sk)) is not None]

    def put_new(self, items: Sequence[Item]) -> None:
        for item in items:
            self.put(item, {"PK": ABSENT})

    def put(self, item: Item, when: Condition) -> bool:
        stored = self.items.get((item["PK"], item["SK"]), {})
        if not all(_holds(stored, name, expected) for name, expected in when.items()):
            return False
        self.items[item["PK"], item["SK"]] = _copy(item)
        return True

    def put_each(self, puts: Sequence[Put]) -> list[Callable[[], bool]]:
        return [self._answer(put) for put in puts]

    def _answer(self, put: Put) -> Callable[[], bool]:
        try:
            return partial(bool, self.put(put.item, put.when))
        except FlightPulseError as error:
            return partial(_fail, error)

    def query(self, pk: str, sk_prefix: str) -> Iterator[Item]:
        for key in sorted(self.items):
            if key[0] == pk and key[1].startswith(sk_prefix):
                yield _copy(self.items[key])

    def query_between(self, pk: str, first_sk: str, last_sk: str) -> Iterator[Item]:
        for key in sorted(self.items):
            if key[0] == pk and first_sk <= key[1] <= last_sk:
                yield _copy(self.items[key])

    def update(
        self, pk: str, sk: str, sets: Mapping[str, str | int], removes: Sequence[str], when: Condition
    ) -> bool:
        stored = self.items.get((pk, sk), {})
        if not all(_holds(stored, name, expected) for name, expected in when.items()):
            return False
        kept = {name: value for name, value in stored.items() if name not in removes}
        self.items[pk, sk] = {"PK": pk, "SK": sk} | kept | dict(sets)
        return True

    def query_due(self, pk: str, kind: str, until: str, after: str | None = None) -> Iterator[Item]:
        assert after is None or after <= until, "a key condition takes no span that ends before it begins"
        of_kind = [item for item in self.items.values() if item.get("GSI1PK") == pk and item["type"] == kind]
        rows = [item for item in of_kind if (after or "") < item["GSI1SK"] <= until]
        for row in sorted(rows, key=lambda item: item["GSI1SK"]):
            yield {name: row[name] for name in INDEX_ATTRIBUTES if name in row}


def _fail(error: FlightPulseError) -> bool:
    raise error


def _copy(item: Item) -> Item:
    """Lists are the only values of this table that could be changed in place."""
    return {name: list(value) if isinstance(value, list) else value for name, value in item.items()}


def _holds(stored: Item, name: str, expected: str | int | Absent) -> bool:
    if isinstance(expected, Absent):
        return name not in stored
    return stored.get(name) == expected
