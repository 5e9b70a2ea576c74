"""The table's totals, from its index and its states, and how they are held against the data."""

from typing import Any, cast

from local.report.reader import Item, TableReader
from local.report.table_totals import table_totals
from local.report.totals import Total, compared, differences
from services.core.table import keys
from services.core.table.flight_item import dumps

DAY = "2013-03-08"
FLIGHTS: dict[str, tuple[str, int, dict[str, int]]] = {
    "UA-0207-2013-03-08-EWR-1": ("arrived", -2, {"actualOut": 1, "actualIn": 2}),
    "AA-0001-2013-03-08-JFK-1": ("diverted", 29, {"actualOut": 1}),
    "9E-3393-2013-03-08-JFK-1": ("departed", 30, {"actualOut": 1}),
    "EV-4434-2013-03-08-EWR-1": ("cancelled", 200, {}),
    "DL-0009-2013-03-08-LGA-1": ("arrived", 180, {"actualOut": 1, "actualIn": 2}),
}


class Table:
    """The two reads that the totals need; anything else fails."""

    def index(self, name: str, pk: str) -> list[Item]:
        assert name == "GSI1"
        return [
            {"flightKey": key, "status": status}
            for key, (status, _, _) in FLIGHTS.items()
            if keys.flight_status_pk(status, DAY, keys.shard(key, 4)) == pk
        ]

    def get_many(self, wanted: list[keys.Key]) -> list[Item]:
        return [self._state(key.pk.removeprefix("FLT#")) for key in wanted]

    def _state(self, key: str) -> dict[str, Any]:
        _, delay, facts = FLIGHTS[key]
        return {"flightKey": key, "derived": dumps({"delayMinutes": delay, "facts": facts})}


def test_the_table_is_counted_over_every_status_and_shard() -> None:
    assert table_totals(cast(TableReader, Table()), DAY, 4) == {
        "flights": 5,
        "cancelled": 1,
        "departed": 4,
        "arrived": 2,
        "diverted_like": 1,
        "dep_delay_15": 3,
        "dep_delay_30": 2,
        "dep_delay_60": 1,
        "dep_delay_120": 1,
        "dep_delay_180": 1,
    }


def test_a_total_that_differs_is_a_broken_promise() -> None:
    totals = compared({"flights": 5, "cancelled": 2}, {"flights": 5, "cancelled": 1})

    assert totals == {"flights": Total(5, 5), "cancelled": Total(2, 1)}
    (found,) = differences(totals)
    assert (found.kind, found.subject) == ("total_differs", "cancelled")
    assert found.detail == "2 in the data, 1 in the table"
