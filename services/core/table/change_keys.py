"""Where the changes lie that the live board polls for: in the order in which they appear, for an hour."""

from typing import Final

from services.core.clock import HOUR, Instant, format_instant, parse_instant, sortable_instant
from services.core.table.key import Key
from services.core.table.keys import shard

CHANGE_SHARDS: Final = 4

SEQUENCE_DIGITS: Final = 40
"""The most that a stream's sequence number has (AWS: StreamRecord); padded, they sort as numbers."""


def change(at: Instant, flight_key: str, sequence_number: str) -> Key:
    """What the live board polls for: the changes of one hour in the order in which they were put here.

    By that time (wall clock) and not by that of the write: a reader goes on from where it was, and what a
    handler that lagged puts here late lies where readers look. One shard for all changes of a flight.
    """
    pk = change_pk(at, shard(flight_key, CHANGE_SHARDS))
    return Key(pk, f"{change_sk(at)}#{sequence_number:0>{SEQUENCE_DIGITS}}#{flight_key}")


def change_pk(at: Instant, number: int) -> str:
    """One shard of the changes of the hour (UTC) that holds this instant."""
    return f"CHG#{format_instant(at - at % HOUR)}#{number}"


def change_sk(at: Instant) -> str:
    """Before the sort keys of all changes that were put into the table at this instant or later."""
    return sortable_instant(at)


def change_of(sk: str) -> tuple[Instant, str]:
    """When it was put into the table, and the number of the write; back from the sort key."""
    at, _, rest = sk.partition("#")
    return parse_instant(at), rest.partition("#")[0]
