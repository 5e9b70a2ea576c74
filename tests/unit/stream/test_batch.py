"""What is delivered again, what is given up, and that nothing overtakes what failed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.core.awsio.blocking.bus import BusEvent, Receipt
from services.stream.mapping import consequences
from tests.fakes.stream import World, booking, notification, number_of, row, state, write


def bookings(count: int) -> list[dict[str, Any]]:
    return [write(booking(bookingId=f"booking-{n}")) for n in range(count)]


def failing(*booking_ids: str, refused: bool = False) -> Any:
    def answer(event: BusEvent) -> Receipt:
        if event.detail.get("bookingId") in booking_ids:
            return (
                Receipt(event, refused="MalformedDetail")
                if refused
                else Receipt(event, failed="InternalFailure")
            )
        return Receipt(event)

    return answer


def test_a_batch_that_went_well_has_nothing_to_deliver_again() -> None:
    world = World(state())

    assert world.handle(*bookings(23), write(row()), write(state()), write(notification())) == []

    assert len(world.bus.events) == 24
    assert {event.source for event in world.bus.events} == {"flightpulse.stream"}


def test_from_the_first_failed_write_on_everything_comes_again() -> None:
    world, records = World(), bookings(25)
    world.bus.answer = failing("booking-12")

    again = world.handle(*records)

    assert again == [number_of(record) for record in records[12:]]
    said = [event.detail["bookingId"] for event in world.bus.events]
    assert "booking-20" not in said, "what stands after a failed call is not sent before it"

    world.bus.answer = Receipt
    assert world.handle(*records[12:]) == []
    ids = {event.detail["eventId"] for event in world.bus.events}
    assert len(ids) == 25


def test_a_change_that_cannot_be_written_comes_again_and_holds_back_what_follows() -> None:
    world = World()
    world.table.down.add("put_all")
    first, second, third = write(booking()), write(state()), write(booking())

    assert world.handle(first, second, third) == [number_of(second), number_of(third)]
    assert len(world.bus.events) == 1


@pytest.mark.parametrize("operation", ["disrupted", "flights_of"])
def test_a_look_that_cannot_be_decided_comes_again(operation: str) -> None:
    world = World(state(), row())
    world.table.down.add(operation)
    change = {"PK": "CON#" + "a" * 32, "SK": "CHANGE", "contactId": "a" * 32, "changeId": "1"}
    first, second = write(state(4)), write(change)

    assert world.handle(first, second) == [number_of(second)]
    assert len(world.table.changes()) == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw["dynamodb"]["NewImage"].pop("status"),
        lambda raw: raw["dynamodb"]["NewImage"].update(status={"N": "1"}),
        lambda raw: raw["dynamodb"]["NewImage"].update(status={"?": "1"}),
        lambda raw: raw["dynamodb"]["NewImage"].update(ver={"N": "1.5"}),
        lambda raw: raw["dynamodb"]["NewImage"].pop("flightKeys"),
        lambda raw: raw["dynamodb"].pop("NewImage"),
        lambda raw: raw["dynamodb"].pop("ApproximateCreationDateTime"),
        lambda raw: raw["dynamodb"].update(Keys={}),
        lambda raw: raw["dynamodb"].update(NewImage={"status": None}),
    ],
)
def test_a_write_that_cannot_be_understood_is_reported_and_holds_nobody_up(spoil: Any) -> None:
    world, bad = World(), write(booking(bookingId="bad"))
    spoil(bad)

    assert world.handle(write(booking()), bad, write(booking())) == []

    assert len(world.bus.events) == 2
    (report,) = world.failures.reports
    assert (report["stream"], report["sequenceNumber"]) == ("arn:stream", number_of(bad))
    assert report["streamEventId"] == "stream-event"


@pytest.mark.parametrize("derived", ["no json", "{}", '{"phase":"OUT"}', '{"phase":"OUT","truth":1}'])
def test_a_state_that_cannot_be_read_is_reported(derived: str) -> None:
    world = World()

    assert world.handle(write(state() | {"derived": derived})) == []

    assert len(world.failures.reports) == 1
    assert world.table.changes() == []


def test_a_report_and_a_log_line_hold_ids_and_no_contents(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    bad = write(notification())
    del bad["dynamodb"]["NewImage"]["kind"]

    world.handle(bad)

    written = json.dumps(world.failures.reports) + str([vars(record) for record in caplog.records])
    assert "NTF#n1" in written
    assert "Dear Ann" not in written


def test_a_bug_in_planning_takes_only_its_own_write_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def buggy(record: Any) -> Any:
        if record.new.get("bookingId") == "booking-1":
            raise ZeroDivisionError
        return consequences(record)

    monkeypatch.setattr("services.stream.batch.consequences", buggy)
    world = World()

    assert world.handle(*bookings(3)) == []

    assert [event.detail["bookingId"] for event in world.bus.events] == ["booking-0", "booking-2"]
    assert [report["reason"] for report in world.failures.reports] == ["bug: ZeroDivisionError"]


def test_an_event_that_the_bus_refuses_for_good_is_reported_and_the_next_goes_out() -> None:
    world = World()
    world.bus.answer = failing("booking-0", refused=True)

    assert world.handle(*bookings(2)) == []

    assert [event.detail["bookingId"] for event in world.bus.events] == ["booking-1"]
    (report,) = world.failures.reports
    assert (report["detailType"], report["reason"]) == (
        "booking.created",
        "refused by the bus: MalformedDetail",
    )


def test_a_write_that_cannot_even_be_reported_comes_again() -> None:
    world, bad = World(), write(booking() | {"status": 7})
    world.failures.down = True

    assert world.handle(write(booking()), bad) == [number_of(bad)]


def test_without_a_sequence_number_the_whole_batch_comes_again() -> None:
    world, bad = World(), write(booking())
    del bad["dynamodb"]["SequenceNumber"]
    world.failures.down = True

    assert world.handle(bad) == [""]


def test_what_comes_again_is_not_reported_twice() -> None:
    world, bad = World(), write(booking() | {"status": 7})
    world.bus.answer = failing("booking-0")
    records = [*bookings(1), bad]

    assert world.handle(*records) == [number_of(record) for record in records]
    assert world.failures.reports == []
    world.bus.answer = Receipt
    world.handle(*records)
    assert len(world.failures.reports) == 1


def test_removals_by_hand_and_by_expiry_are_ignored() -> None:
    world = World(state(), row())
    expired = write(None, row()) | {
        "userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"}
    }

    assert world.handle(expired, write(None, booking()), write(None, state())) == []

    assert not world.bus.events
    assert not world.table.changes()
    assert not world.failures.reports


def test_its_own_change_items_and_other_items_give_rise_to_nothing() -> None:
    world = World()
    world.handle(write(state()))
    (change,) = world.table.changes()
    others = [
        {"PK": "TOLD#x", "SK": "CON#y"},
        {"PK": "FLT#x", "SK": "EVT#z"},
        {"PK": "MBR#x", "SK": "y"},
        {"PK": "BKG#x", "SK": "PAX#1"},
    ]

    assert world.handle(write(change), *map(write, others)) == []

    assert world.table.changes() == [change]
    assert not world.bus.events
    assert not world.failures.reports


def test_a_batch_says_in_one_line_what_became_of_it() -> None:
    world = World(state())
    world.bus.answer = failing("booking-1")

    world.handle(*bookings(1), write(state()), write(booking() | {"status": 7}), *bookings(2))

    line = json.loads(world.metrics.getvalue())
    assert {name: line[name] for name in ("Handled", "Again", "Published", "Changes", "Rejected")} == {
        "Handled": 4,
        "Again": 1,
        "Published": 2,
        "Changes": 1,
        "Rejected": 1,
    }
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert {metric["Name"] for metric in directive["Metrics"]} <= line.keys()
