"""The API's table in memory; passes tests/contract/api/test_table.py beside DynamoDB."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.api.ports import Item, Query, Rows
from services.core.table.keys import Key

# What the second index holds beside the keys; a reader that needs more has to read the item.
GSI2_ATTRIBUTES = (
    *("PK", "SK", "GSI2PK", "GSI2SK", "type", "flightKey", "contactId", "bookingId"),
    *("channel", "createdAt", "kind", "n"),
)


class InMemoryApiTable:
    """`Table` over a dict. With `failure` set, every call raises it."""

    def __init__(self, items: Iterable[Mapping[str, Any]] = ()) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}
        self.failure: Exception | None = None
        self.put(*items)

    def put(self, *items: Mapping[str, Any]) -> None:
        for item in items:
            self.items[item["PK"], item["SK"]] = dict(item)

    async def get(self, key: Key, *, consistent: bool = False) -> Item | None:
        if self.failure is not None:
            raise self.failure
        return self.items.get((key.pk, key.sk))

    async def page(self, query: Query) -> Rows:
        if self.failure is not None:
            raise self.failure
        pk, sk = ("GSI2PK", "GSI2SK") if query.gsi2 else ("PK", "SK")
        rows = sorted(
            (
                item
                for item in self.items.values()
                if item.get(pk) == query.pk and item[sk].startswith(query.sk_prefix)
            ),
            key=lambda item: (item[sk], item["PK"], item["SK"]),
        )
        if query.after is not None:
            place = query.after.index or query.after.primary
            behind = (place.sk, query.after.primary.pk, query.after.primary.sk)
            rows = [item for item in rows if (item[sk], item["PK"], item["SK"]) > behind]
        shown = GSI2_ATTRIBUTES if query.gsi2 else None
        page = [{n: v for n, v in row.items() if shown is None or n in shown} for row in rows[: query.limit]]
        # As DynamoDB does: a page that is full says "more" even when it was the last.
        return Rows(tuple(page), len(page) == query.limit)
