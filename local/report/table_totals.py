"""The totals of a day as the table has them: by its status index, then state by state. No scan."""

from collections.abc import Mapping
from typing import Any

from local.report.reader import Item, TableReader
from services.core.flight.public_status import PUBLIC_STATUSES
from services.core.table import keys
from services.core.table.flight_item import derived_json

DELAYS = (15, 30, 60, 120, 180)


def table_totals(reader: TableReader, day: str, status_shards: int) -> dict[str, int]:
    """The totals of every flight that the index lists under this local origin date (`2013-03-08`)."""
    listed = {
        entry["flightKey"]: entry["status"]
        for status in PUBLIC_STATUSES
        for number in range(status_shards)
        for entry in reader.index("GSI1", keys.flight_status_pk(status, day, number))
    }
    states = [_derived(item) for item in reader.get_many([keys.flight_state(key) for key in listed])]
    delays = [state["delayMinutes"] for state in states if _has(state, "actualOut")]
    return {
        "flights": len(listed),
        "cancelled": sum(status == "cancelled" for status in listed.values()),
        "departed": len(delays),
        "arrived": sum(_has(state, "actualIn") for state in states),
        "diverted_like": sum(status == "diverted" for status in listed.values()),
        **{f"dep_delay_{least}": sum(delay >= least for delay in delays) for least in DELAYS},
    }


def _derived(item: Item) -> Mapping[str, Any]:
    return derived_json(item)


def _has(state: Mapping[str, Any], fact: str) -> bool:
    return state["facts"].get(fact) is not None
