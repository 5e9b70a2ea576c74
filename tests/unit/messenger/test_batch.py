"""A batch: one reading of the flight per round, and no contact stands in the way of another."""

from __future__ import annotations

from typing import Any

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.core.booking.contact import Channel
from services.core.errors import Permanent, Retryable
from services.core.flight.movement import Phase
from services.core.table.contact_item import contact_item
from services.core.table.told_item import told_of
from services.core.telling.aspect import Aspect
from services.messenger.ask import Ask
from services.messenger.rounds import run_looks
from services.messenger.text import Text, TextNeed
from tests.fakes.bus import FakeBus
from tests.fakes.messenger import (
    ANN,
    AS_OF,
    BOB,
    DELAYED,
    DELAYED_AND_MOVED,
    FLIGHT,
    PlainWriter,
    booking_row,
    contact,
    flight_state_item,
    scene,
    table_with,
)
from tests.fakes.messenger_desk import desk_over
from tests.fakes.table import InMemoryTable


def asks(*contacts: str) -> list[Ask]:
    return [Ask(FLIGHT, each, "event-1", "correlation-1", AS_OF) for each in contacts]


def flight_with(*contacts: str, **row: Any) -> InMemoryTable:
    people = [contact_item(contact(each), synthetic=True) for each in contacts]
    return table_with(flight_state_item(DELAYED), *people, *(booking_row(each, **row) for each in contacts))


class CountingTable(InMemoryTable):
    """Counts the readings of the flight and notes what came before each."""

    def __init__(self, items: Any) -> None:
        super().__init__(items)
        self.log: list[str] = []

    def get(self, pk: str, sk: str) -> Any:
        self.log.append(sk if sk == "STATE" else pk[:4])
        return super().get(pk, sk)


def test_the_flight_is_read_once_after_every_told_and_once_after_every_publication() -> None:
    everybody = [f"{number:032x}" for number in range(25)]
    table = CountingTable(flight_with(*everybody).items)
    bus = FakeBus()

    tally = run_looks(asks(*everybody), desk_over(table, bus))

    assert tally.told == 25
    assert table.log.count("STATE") == 2
    assert table.log[: table.log.index("STATE")].count("TOLD") == 25
    assert len(bus.events) == 25


def test_one_contact_whose_text_cannot_be_made_now_is_reported_and_the_others_are_told() -> None:
    class Moody(PlainWriter):
        def write(self, need: TextNeed) -> Text:
            if need.contact.contact_id == ANN:
                raise Retryable("not now")
            return super().write(need)

    tally = run_looks(asks(ANN, BOB), desk_over(flight_with(ANN, BOB), writer=Moody()))

    assert (tally.told, tally.failed) == (1, [ANN])


def test_a_bug_with_one_contact_is_reported_and_the_others_are_told() -> None:
    table = flight_with(ANN, BOB)
    table.items[f"CON#{ANN}", "META"] = {"PK": f"CON#{ANN}", "SK": "META"}

    tally = run_looks(asks(ANN, BOB), desk_over(table))

    assert (tally.told, tally.failed) == (1, [ANN])


def test_a_contact_whose_message_the_bus_does_not_take_now_is_reported_and_stays_due() -> None:
    def answer(event: BusEvent) -> Receipt:
        return Receipt(event, failed="ThrottlingException" if event.detail["contactId"] == ANN else None)

    table = flight_with(ANN, BOB)

    tally = run_looks(asks(ANN, BOB), desk_over(table, FakeBus(answer=answer)))

    assert (tally.told, tally.failed) == (1, [ANN])
    left = told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}"))
    assert left.due
    assert [each["n"] for each in left.pending] == [1]


def test_a_message_that_the_bus_refuses_for_good_alarms_and_is_noted_on_its_record() -> None:
    bus, table = FakeBus(answer=lambda event: Receipt(event, refused="MalformedDetail")), scene(DELAYED)
    desk = desk_over(table, bus)

    tally = run_looks(asks(ANN), desk)

    assert (tally.failed, desk.alarms) == ([], 1)
    (record,) = [item for (pk, _), item in table.items.items() if pk.startswith("NTF#")]
    assert record["refused"] == "MalformedDetail"
    assert told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}")).due is None


def test_a_flight_that_is_not_there_alarms_and_fails_nobody() -> None:
    desk = desk_over(table_with(contact_item(contact(), synthetic=True), booking_row()))

    tally = run_looks(asks(ANN), desk)

    assert (tally.to_json()["quiet"], tally.failed, desk.alarms) == ({"messenger.impossible": 1}, [], 1)


def test_a_look_that_can_never_end_well_alarms_and_is_no_silence() -> None:
    class Full(InMemoryTable):
        def put(self, item: Any, when: Any) -> bool:
            if item["PK"].startswith("TOLD#") and item["SK"] == f"CON#{ANN}":
                raise Permanent("put_item failed: ValidationException")
            return super().put(item, when)

    desk = desk_over(Full(flight_with(ANN, BOB).items))

    tally = run_looks(asks(ANN, BOB), desk)

    assert (tally.told, tally.failed, dict(tally.quiet), desk.alarms) == (1, [ANN], {}, 1)


def test_an_aspect_that_no_text_can_state_counts_as_attempted_and_alarms() -> None:
    table = scene(DELAYED_AND_MOVED)
    desk = desk_over(table, writer=PlainWriter(beyond_words=frozenset({Aspect.GATE})))

    first, second = run_looks(asks(ANN), desk), run_looks(asks(ANN), desk)

    assert (first.told, second.told, desk.alarms) == (1, 0, 1)
    assert told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}")).values == DELAYED_AND_MOVED


def test_a_truth_that_no_text_can_state_at_all_is_attempted_once_and_alarms() -> None:
    class Speechless(PlainWriter):
        def write(self, need: TextNeed) -> Text:
            raise Permanent("no text passed")

    bus, table = FakeBus(), scene(DELAYED)
    desk = desk_over(table, bus, writer=Speechless())

    first, second = run_looks(asks(ANN), desk), run_looks(asks(ANN), desk)

    assert (first.failed, second.failed, bus.events, desk.alarms) == ([], [], [], 1)
    assert told_of(table.get(f"TOLD#{FLIGHT}", f"CON#{ANN}")).due is None


def test_several_channels_share_one_number_and_have_an_id_each() -> None:
    channels = (Channel.SMS, Channel.EMAIL, Channel.PUSH)
    bus = FakeBus()

    run_looks(asks(ANN), desk_over(scene(DELAYED, contact(channels=channels)), bus))

    assert {event.detail_type for event in bus.events} == {f"notification.{each}" for each in channels}
    assert {event.detail["n"] for event in bus.events} == {1}
    assert len({event.detail["notificationId"] for event in bus.events}) == 3


def test_two_passengers_on_one_phone_get_one_message() -> None:
    table, bus = scene(DELAYED), FakeBus()
    table.put(booking_row(booking_id="B2"), {})

    run_looks(asks(ANN), desk_over(table, bus))

    assert len(bus.events) == 1


def quiet_rules(table: InMemoryTable) -> dict[str, int]:
    bus = FakeBus()
    tally = run_looks(asks(ANN), desk_over(table, bus))
    assert bus.events == []
    quiet: dict[str, int] = tally.to_json()["quiet"]
    return quiet


def test_a_cancelled_booking_is_told_nothing_unless_another_one_stands() -> None:
    table = flight_with(ANN, status="CANCELLED")

    assert quiet_rules(table) == {"telling.not-on-flight": 1}

    table.put(booking_row(booking_id="B2"), {})
    assert run_looks(asks(ANN), desk_over(table)).told == 1


def test_a_contact_that_is_gone_is_told_nothing() -> None:
    table = table_with(flight_state_item(DELAYED), booking_row())

    assert quiet_rules(table) == {"telling.not-on-flight": 1}


def test_a_contact_that_opted_out_of_every_channel_is_told_nothing() -> None:
    assert quiet_rules(scene(DELAYED, contact(opted_out=frozenset({Channel.SMS})))) == {
        "telling.opted-out": 1
    }


def test_a_gate_concerns_only_those_who_still_have_to_pass_it() -> None:
    table = scene(DELAYED)
    run_looks(asks(ANN), desk_over(table))

    table.put(flight_state_item(DELAYED_AND_MOVED, 2, phase=Phase.GATE_CLOSED), {})

    assert quiet_rules(table) == {"telling.past-the-point": 1}


def test_the_result_and_the_events_hold_no_name_and_no_address() -> None:
    bus, table = FakeBus(), scene(DELAYED)

    tally = run_looks(asks(ANN), desk_over(table, bus))

    said = repr((tally.to_json(), bus.events))
    assert "Ann" not in said
    assert "2025550123" not in said
