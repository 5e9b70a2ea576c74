"""One hash over what is true of every flight, to compare two runs."""

import json
from collections.abc import Iterable
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
