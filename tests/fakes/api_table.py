"""The API's table in memory; passes tests/contract/api/test_table.py beside DynamoDB."""

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

from services.api.ports import MOST_WRITES, Delete, Index, Item, NotWritten, Put, Query, Rows, Update, Write
from services.core.table.keys import Key

# What an index holds beside the keys; a reader that needs more has to read the item.
PROJECTED = {
    Index.FIRST: ("type", "flightKey", "status", "scheduledOut", "contactId", "eventId"),
    Index.SECOND: ("type", "flightKey", "contactId", "bookingId", "channel", "createdAt", "kind", "n"),
}


async def _nothing() -> None:
    """What happens before a transaction, unless a test says otherwise."""


class InMemoryApiTable:
    """`Table` and `Writes` over a dict. With `failure` set, every call raises it."""

    def __init__(self, items: Iterable[Mapping[str, Any]] = ()) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}
        self.failure: Exception | None = None
        self.reads: Counter[str] = Counter()
        self.before_transaction: Callable[[], Awaitable[None]] = _nothing
        self.put(*items)

    def put(self, *items: Mapping[str, Any]) -> None:
        for item in items:
            self.items[item["PK"], item["SK"]] = dict(item)

    async def get(self, key: Key, *, consistent: bool = False) -> Item | None:
        self._asked(f"get {key.pk.partition('#')[0]}")
        return self.items.get((key.pk, key.sk))

    async def get_many(self, keys: Sequence[Key], attributes: Sequence[str] = ()) -> Sequence[Item]:
        self._asked(f"get_many {keys[0].pk.partition('#')[0]}" if keys else "get_many")
        assert len(set(keys)) == len(keys), "BatchGetItem refuses a key that is there twice"
        found = [self.items[key.pk, key.sk] for key in keys if (key.pk, key.sk) in self.items]
        if not attributes:
            return found
        shown = ("PK", "SK", *attributes)
        return [{name: item[name] for name in shown if name in item} for item in found]

    async def page(self, query: Query) -> Rows:
        self._asked(f"page {query.pk.partition('#')[0]}")
        assert not (query.sk_prefix and query.beyond), "DynamoDB has one condition on the sort key"
        pk, sk = f"{query.index or ''}PK", f"{query.index or ''}SK"
        rows = sorted(
            (
                item
                for item in self.items.values()
                if item.get(pk) == query.pk and item[sk].startswith(query.sk_prefix)
            ),
            key=lambda item: (item[sk], item["PK"], item["SK"]),
            reverse=query.descending,
        )
        if query.after is not None:
            place = query.after.index or query.after.primary
            behind = (place.sk, query.after.primary.pk, query.after.primary.sk)
            rows = [i for i in rows if _behind((i[sk], i["PK"], i["SK"]), behind, query.descending)]
        if query.beyond:
            rows = [item for item in rows if _behind((item[sk],), (query.beyond,), query.descending)]
        page = [_shown(row, query.index) for row in rows[: query.limit]]
        # As DynamoDB does: a page that is full says "more" even when it was the last.
        return Rows(tuple(page), len(page) == query.limit)

    def _asked(self, what: str) -> None:
        """Counts reads by operation and kind of item."""
        if self.failure is not None:
            raise self.failure
        self.reads[what] += 1

    async def put_new(self, item: Item) -> bool:
        if self.failure is not None:
            raise self.failure
        if (item["PK"], item["SK"]) in self.items:
            return False
        self.put(item)
        return True

    async def transact(self, writes: Sequence[Write]) -> None:
        if self.failure is not None:
            raise self.failure
        await self.before_transaction()
        assert len(writes) <= MOST_WRITES, "TransactWriteItems takes no more"
        places = [_place(write) for write in writes]
        assert len(set(places)) == len(places), "TransactWriteItems refuses a key that is there twice"
        failed = {n for n, write in enumerate(writes) if not self._holds(write)}
        if failed:
            raise NotWritten(frozenset(failed))
        for place, write in zip(places, writes, strict=True):
            match write:
                case Put():
                    self.put(write.item)
                case Update():
                    self.items[place] = {**self.items[place], **write.values}
                case Delete():
                    self.items.pop(place, None)

    def _holds(self, write: Write) -> bool:
        there = self.items.get(_place(write))
        match write:
            case Put():
                return not (write.new and there is not None)
            case Delete():
                return True
            case _:
                return there is not None and all(there.get(k) == v for k, v in write.when.items())


def _place(write: Write) -> tuple[str, str]:
    return (write.item["PK"], write.item["SK"]) if isinstance(write, Put) else (write.key.pk, write.key.sk)


def _behind(row: tuple[str, ...], place: tuple[str, ...], descending: bool) -> bool:
    return row < place if descending else row > place


def _shown(item: Mapping[str, Any], index: Index | None) -> dict[str, Any]:
    if index is None:
        return dict(item)
    names = ("PK", "SK", f"{index}PK", f"{index}SK", *PROJECTED[index])
    return {name: item[name] for name in names if name in item}
