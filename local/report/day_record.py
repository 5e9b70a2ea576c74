"""Everything that the table holds of all flights of a replay, in few calls: batches go across flights."""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain

from local.report.flight_record import FlightRecord, contact_ids_of, notification_keys, record_of
from local.report.reader import BATCH, Item, TableReader
from services.core.table import keys

READERS = 4
FLIGHTS = 100
"""Flights at a time: the rows of a whole day take a hundred megabytes, most of which no record keeps."""


def read_day(reader: TableReader, flight_keys: Sequence[str]) -> list[FlightRecord]:
    """A record for each flight, in the order asked for."""
    with ThreadPoolExecutor(READERS) as pool:
        groups = [flight_keys[start : start + FLIGHTS] for start in range(0, len(flight_keys), FLIGHTS)]
        return [record for group in groups for record in _read_group(reader, pool, group)]


def _read_group(
    reader: TableReader, pool: ThreadPoolExecutor, flight_keys: Sequence[str]
) -> list[FlightRecord]:
    partitions = list(pool.map(lambda key: list(reader.partition(keys.flight_pk(key))), flight_keys))
    sent = chain.from_iterable(pool.map(partial(notification_keys, reader), flight_keys))
    notifications = _many(reader, pool, list(sent))
    contact_ids = [contact_ids_of(rows) for rows in partitions]
    contacts = _many(reader, pool, [keys.contact(one) for one in sorted(set(chain(*contact_ids)))])
    pairs = zip(flight_keys, contact_ids, strict=True)
    told = _many(reader, pool, [keys.told(key, one) for key, of_flight in pairs for one in of_flight])
    contact_of_id = {item["contactId"]: item for item in contacts}
    told_of_flight, sent_of_flight = _by_flight(told), _by_flight(notifications)
    return [
        record_of(
            key,
            rows,
            [contact_of_id[one] for one in of_flight if one in contact_of_id],
            told_of_flight[key],
            sent_of_flight[key],
        )
        for key, rows, of_flight in zip(flight_keys, partitions, contact_ids, strict=True)
    ]


def _many(reader: TableReader, pool: ThreadPoolExecutor, wanted: Sequence[keys.Key]) -> list[Item]:
    batches = [wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH)]
    return [item for found in pool.map(reader.get_many, batches) for item in found]


def _by_flight(items: Sequence[Item]) -> defaultdict[str, list[Item]]:
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item["flightKey"]].append(item)
    return found
