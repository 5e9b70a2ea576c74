"""A departure waits for what was announced before it, and for nothing else."""

from dataclasses import replace
from typing import Any

from flightpulse.demo.departure_gate import DepartureGate
from local.replay.stream import ReplayEvent
from local.report.reader import TableReader
from services.core.awsio.marshal import from_item, to_item
from services.core.booking.contact import Channel, Contact
from services.core.flight.truth import Baseline, Truth
from services.core.table import keys
from services.core.table.contact_item import contact_item
from services.core.table.flight_item import dumps
from services.core.table.told_item import told_item
from services.core.telling.aspect import Aspect
from services.core.telling.told import Held, Told

KEY = "UA-0207-2013-03-08-EWR-1"
OTHER = "UA-0208-2013-03-08-EWR-1"
OUT = 1_362_751_500_000
DELAYED = Truth(out=OUT + 45 * 60_000)
EVENT = ReplayEvent(KEY, "event-1", "flight.delayed", OUT, OUT, "correlation", b"", ())


class Table:
    """The three operations that the gate's reader uses, over a dict."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}

    def put(self, item: dict[str, Any]) -> None:
        self.items[item["PK"], item["SK"]] = item

    def query(self, **request: Any) -> dict[str, Any]:
        values = from_item(request["ExpressionAttributeValues"])
        rows = [
            item
            for (pk, sk), item in self.items.items()
            if pk == values[":pk"] and sk.startswith(values[":prefix"])
        ]
        return {"Items": [to_item(item) for item in rows]}

    def batch_get_item(self, RequestItems: Any) -> dict[str, Any]:
        ((table, request),) = RequestItems.items()
        wanted = [from_item(key) for key in request["Keys"]]
        found = [self.items.get((key["PK"], key["SK"])) for key in wanted]
        return {"Responses": {table: [to_item(item) for item in found if item]}}


def with_state(table: Table, event_id: str) -> None:
    state = {"published": DELAYED.to_json(), "baseline": Baseline(OUT).to_json()}
    registers = {"estimatedOut": {"eventId": event_id}}
    table.put(
        keys.flight_state(KEY).primary()
        | {"type": "flight", "registers": dumps(registers)}
        | {name: dumps(value) for name, value in state.items()}
    )


def with_contact(table: Table, contact_id: str) -> None:
    contact = Contact(contact_id, "phone", "+12015550100", (Channel.SMS,), "en-US", "America/New_York")
    table.put(contact_item(contact, synthetic=True))
    row = keys.flight_contact(KEY, contact_id, "booking")
    table.put(row.primary() | {"type": "flightContact", "contactId": contact_id, "status": "CONFIRMED"})


def test_a_flight_of_which_nothing_was_announced_leaves_at_once() -> None:
    gate = DepartureGate(TableReader(Table(), "table"))

    assert not gate.holds(KEY)
    assert gate.clear([KEY], OUT) == {KEY}


def test_it_waits_for_the_event_to_be_in_the_state_and_then_for_every_contact() -> None:
    table = Table()
    gate = DepartureGate(TableReader(table, "table"))
    with_contact(table, "c1")
    with_contact(table, "c2")
    gate.sent(EVENT)
    assert not gate.clear([KEY], OUT)

    with_state(table, "an older event")
    table.put(told_item(KEY, "c1", Told(1, DELAYED, frozenset({Aspect.TIME}))))
    table.put(told_item(KEY, "c2", Told(1, DELAYED, frozenset({Aspect.TIME}))))
    assert not gate.clear([KEY], OUT)

    with_state(table, "event-1")
    told = keys.told(KEY, "c2")
    del table.items[told.pk, told.sk]
    assert not gate.clear([KEY], OUT)

    table.put(told_item(KEY, "c2", Told(1, DELAYED, frozenset({Aspect.TIME}))))
    assert gate.holds(KEY)
    assert gate.clear([KEY], OUT) == {KEY}
    table.items.clear()
    assert gate.clear([KEY], OUT) == {KEY}  # decided once
    assert not gate.holds(KEY)


def test_one_flight_that_waits_does_not_keep_another() -> None:
    table = Table()
    gate = DepartureGate(TableReader(table, "table"))
    with_state(table, "event-1")
    gate.sent(EVENT)
    gate.sent(replace(EVENT, flight_key=OTHER))

    assert gate.clear([KEY, OTHER], OUT) == {KEY}
    assert gate.holds(OTHER)


def test_it_leaves_while_somebody_sleeps_but_waits_once_the_quiet_hours_are_over() -> None:
    table = Table()
    gate = DepartureGate(TableReader(table, "table"))
    with_contact(table, "c1")
    with_state(table, "event-1")
    table.put(told_item(KEY, "c1", Told(held=Held(OUT, "token"), due=OUT)))
    gate.sent(EVENT)

    assert not gate.clear([KEY], OUT)
    assert gate.clear([KEY], OUT - 1) == {KEY}
