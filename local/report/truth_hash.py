"""Hashes over what is true of every flight, and over what everybody was told, to compare two runs."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256

from local.report.flight_record import FlightRecord
from services.core.table.flight_item import dumps


def truth_hash(records: Iterable[FlightRecord]) -> str:
    """sha256 of registers and derived state of every flight, in order of flight key.

    Neither `ver` nor the outbox is in it: how many writes the same events took is no truth.
    """
    digest = sha256()
    for record in sorted(records, key=lambda record: record.flight_key):
        if record.state is not None:
            state = {part: json.loads(record.state[part]) for part in ("registers", "derived")}
            digest.update(f"{record.flight_key}|{dumps(state)}\n".encode())
    return digest.hexdigest()


def told_hash(records: Iterable[FlightRecord]) -> str:
    """sha256 of what each contact was last told about each flight, with the number of messages it took.

    Two runs agree only when the same events were folded in the same order: both in lockstep. A contact goes
    in by its address, since its id is made under a secret that each deployment draws anew.
    """
    digest = sha256()
    for line in sorted(line for record in records for line in _told_lines(record)):
        digest.update(f"{line}\n".encode())
    return digest.hexdigest()


def _told_lines(record: FlightRecord) -> Iterator[str]:
    for contact_id, told in record.told.items():
        values = None if told.values is None else told.values.to_json()
        said = {"n": told.n, "values": values, "ever": sorted(told.ever)}
        yield f"{record.flight_key}|{record.contacts[contact_id].address}|{dumps(said)}"
