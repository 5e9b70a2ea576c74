"""How often a batch goes to the table: once for all where it may, once each where it must."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from services.core.booking.contact import Channel
from services.core.table.contact_item import contact_item
from services.messenger.ask import Ask
from services.messenger.ports import ABSENT, Condition, Item, Put
from services.messenger.record import MAY_GO
from services.messenger.rounds import run_looks
from tests.fakes.messenger import AS_OF, DELAYED, FLIGHT, booking_row, contact, flight_state_item
from tests.fakes.messenger_desk import desk_over
from tests.fakes.table import InMemoryTable

CONTACTS = [f"{number:032x}" for number in range(12)]


class CountingTable(InMemoryTable):
    """Counts the calls of each kind, and keeps the order of reads and of flights read."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: Counter[str] = Counter()
        self.order: list[str] = []
        self.writes: list[Condition] = []

    def get(self, pk: str, sk: str) -> Item | None:
        self._count("get " + pk[:3])
        return super().get(pk, sk)

    def get_many(self, keys: Sequence[tuple[str, str]]) -> list[Item]:
        self._count("get_many " + keys[0][0][:3])
        return [dict(self.items[key]) for key in keys if key in self.items]

    def query_between(self, pk: str, first_sk: str, last_sk: str) -> Iterator[Item]:
        self._count("query")
        return super().query_between(pk, first_sk, last_sk)

    def put_new(self, items: Sequence[Item]) -> None:
        self._count("put_new")
        for item in items:
            self.items.setdefault((item["PK"], item["SK"]), item)

    def put_each(self, puts: Sequence[Put]) -> list[Callable[[], bool]]:
        self._count("put_each")
        self.writes += [dict(put.when) for put in puts]
        return super().put_each(puts)

    def _count(self, call: str) -> None:
        self.calls[call] += 1
        self.order.append(call)


def asked(table: CountingTable, contact_ids: Sequence[str]) -> None:
    for contact_id in contact_ids:
        person = contact(contact_id, channels=(Channel.SMS, Channel.PUSH))
        for item in (contact_item(person, synthetic=True), booking_row(contact_id)):
            table.items[item["PK"], item["SK"]] = item
    state = flight_state_item(DELAYED)
    table.items[state["PK"], state["SK"]] = state
    asks = [Ask(FLIGHT, contact_id, "event", "correlation", AS_OF) for contact_id in contact_ids]
    assert run_looks(asks, desk_over(table)).told == len(contact_ids)


def test_a_batch_reads_and_writes_once_for_all() -> None:
    table = CountingTable()
    asked(table, CONTACTS)

    assert table.calls == {
        "get_many TOL": 1,
        "get_many CON": 1,
        "query": 1,
        "get FLT": 2,
        "put_new": 1,
        "put_each": 2,
    }


def test_every_write_of_told_has_a_condition_of_its_own() -> None:
    table = CountingTable()
    asked(table, CONTACTS)

    assert table.writes == [
        *({"n": ABSENT} for _ in CONTACTS),
        *({"n": 1, "holdToken": ABSENT} for _ in CONTACTS),
    ]


def test_a_write_that_somebody_else_was_faster_with_makes_that_look_alone_begin_again() -> None:
    class Overtaken(CountingTable):
        def put_each(self, puts: Sequence[Put]) -> list[Callable[[], bool]]:
            if not self.calls["put_each"]:
                ours = puts[3].item
                theirs = {name: value for name, value in ours.items() if name not in MAY_GO}
                self.items[ours["PK"], ours["SK"]] = theirs
            return super().put_each(puts)

    table = Overtaken()
    asked(table, CONTACTS)

    assert table.calls["get TOL"] == 1  # the one that was overtaken reads again, by itself
    told = {item["contactId"]: item["n"] for (pk, _), item in table.items.items() if pk.startswith("TOLD#")}
    assert told == dict.fromkeys(CONTACTS, 1) | {CONTACTS[3]: 2}


def test_the_flight_is_read_after_every_told() -> None:
    table = CountingTable()
    asked(table, CONTACTS)

    assert table.order.index("get FLT") > table.order.index("get_many TOL")


def test_a_contact_alone_costs_single_reads() -> None:
    table = CountingTable()
    asked(table, CONTACTS[:1])

    assert table.calls == {"get TOL": 1, "get CON": 1, "query": 1, "get FLT": 2, "put_new": 1, "put_each": 2}
