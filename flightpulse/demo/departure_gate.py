"""Holds departures back until what was announced of their flights before has been told.

At sixty minutes a second, the ten minutes between the last estimate and the departure are a sixth of a
second: the flight would be gone before any workflow could read it, and nobody told, rightly. In a real
day those minutes are there, so the replay waits for them to be used.
"""

from collections.abc import Iterable, Sequence

from local.replay.stream import ReplayEvent
from local.report.flight_record import contact_ids_of, record_of
from local.report.losses import contacts_not_told
from local.report.reader import Item, TableReader
from services.core.clock import Instant
from services.core.table import keys


class DepartureGate:
    """Knows the last announcement of each flight, and asks the table what became of it."""

    def __init__(self, reader: TableReader) -> None:
        self._reader = reader
        self._open: dict[str, ReplayEvent] = {}
        self._cabins: dict[str, _Cabin] = {}

    def sent(self, event: ReplayEvent) -> None:
        """Remember an event that may make somebody be told."""
        self._open[event.flight_key] = event

    def holds(self, flight_key: str) -> bool:
        """Whether something was announced of the flight of which it is not known that all were told."""
        return flight_key in self._open

    def clear(self, flight_keys: Sequence[str], now: Instant) -> frozenset[str]:
        """Of these flights, those whose last announcement is in their state and known to all concerned.

        Who is still in quiet hours at this minute of the day need not know yet.
        """
        waiting = [key for key in flight_keys if key in self._open]
        items = {(item["PK"], item["SK"]): item for item in self._reader.get_many(self._wanted(waiting))}
        for key in waiting:
            if self._is_told(key, items, now):
                del self._open[key]
                self._cabins.pop(key, None)
        return frozenset(flight_keys) - self._open.keys()

    def _wanted(self, flight_keys: Iterable[str]) -> list[keys.Key]:
        """The state of each flight, and what each of its contacts was told."""
        wanted = []
        for key in flight_keys:
            told = [keys.told(key, contact) for contact in self._cabin(key).contact_ids]
            wanted += [keys.flight_state(key), *told]
        return wanted

    def _is_told(self, flight_key: str, items: dict[tuple[str, str], Item], now: Instant) -> bool:
        place = keys.flight_state(flight_key)
        state = items.get((place.pk, place.sk))
        # A register names the event that set it; the history row may be there before the state.
        if state is None or self._open[flight_key].event_id not in state["registers"]:
            return False
        cabin = self._cabin(flight_key)
        told = [item for (pk, _), item in items.items() if pk == keys.told_pk(flight_key)]
        record = record_of(flight_key, [state, *cabin.rows], cabin.contacts, told, ())
        return not any(contacts_not_told(record, now=now))

    def _cabin(self, flight_key: str) -> "_Cabin":
        """Who is booked: nobody books or cancels while a day is replayed, so it is read once."""
        if flight_key not in self._cabins:
            self._cabins[flight_key] = _Cabin(self._reader, flight_key)
        return self._cabins[flight_key]


class _Cabin:
    """The contacts of one flight."""

    def __init__(self, reader: TableReader, flight_key: str) -> None:
        self.rows = list(reader.partition(keys.flight_pk(flight_key), keys.CONTACT_PREFIX))
        self.contact_ids = contact_ids_of(self.rows)
        self.contacts = reader.get_many([keys.contact(contact) for contact in self.contact_ids])
