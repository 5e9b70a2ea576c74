"""Silence about a flight that is notifiable has a rule, or is a broken promise."""

from collections.abc import Collection
from dataclasses import replace

from local.report.flight_record import FlightRecord
from local.report.losses import contacts_not_told
from local.report.silences import suppressed_by_rule, unexplained
from services.core.booking.contact import Channel
from services.core.telling.told import Held, Told
from tests.unit.report.records import BOOKED, CONTACT, KEY, OUT, message, record

SILENT = record()


def found(
    flight: FlightRecord, notifiable: Collection[str] = (KEY,), late: Collection[str] = (), now: int = OUT
) -> list[str]:
    return [f"{loss.kind} {loss.detail}" for loss in unexplained([flight], notifiable, late, now)]


def rules(
    flight: FlightRecord, notifiable: Collection[str] = (KEY,), late: Collection[str] = (), now: int = OUT
) -> dict[str, int]:
    return dict(suppressed_by_rule([flight], notifiable, late, now))


def test_a_contact_with_a_message_is_no_silence() -> None:
    assert (found(record(message())), rules(record(message()))) == ([], {})


def test_a_contact_with_neither_message_nor_reason_is_a_broken_promise() -> None:
    assert found(SILENT) == ["unexplained_silence no message (telling.first-off-baseline)"]
    assert rules(SILENT) == {}


def test_told_without_the_record_of_a_message_is_no_reason() -> None:
    assert found(record(n=1)) == ["unexplained_silence no message (telling.already-told)"]


def test_on_time_is_no_reason_for_a_flight_that_the_data_says_is_not() -> None:
    assert found(record(published=BOOKED.as_truth())) == [
        "unexplained_silence no message (telling.on-baseline)"
    ]


def test_a_flight_that_nobody_has_to_hear_of_needs_no_reason() -> None:
    assert (found(SILENT, notifiable=()), rules(SILENT, notifiable=())) == ([], {})


def test_a_notifiable_flight_that_the_table_lacks_is_a_broken_promise() -> None:
    lacking = FlightRecord(KEY, None, frozenset(), {}, {})
    assert found(lacking) == ["unexplained_silence the table does not know the flight"]


def test_who_opted_out_is_counted_by_that_rule() -> None:
    silent = replace(SILENT, contacts={"c1": replace(CONTACT, opted_out=frozenset({Channel.SMS}))})
    assert (found(silent), rules(silent)) == ([], {"telling.opted-out": 1})


def test_who_is_on_the_flight_no_more_is_counted_by_that_rule() -> None:
    gone = replace(SILENT, off_flight=frozenset({"c1"}))
    assert (found(gone), rules(gone)) == ([], {"telling.not-on-flight": 1})


def test_a_message_held_for_the_night_is_counted_by_that_rule() -> None:
    held = replace(SILENT, told={"c1": Told(held=Held(OUT, "token"))})
    assert (found(held, now=OUT - 1), rules(held, now=OUT - 1)) == ([], {"telling.held-in-quiet-hours": 1})


def test_that_it_was_held_is_no_reason_once_the_night_is_over() -> None:
    held = replace(SILENT, told={"c1": Told(held=Held(OUT, "token"))})
    assert found(held, now=OUT) == ["unexplained_silence no message (telling.first-off-baseline)"]
    assert rules(held, now=OUT) == {}


def test_that_a_flight_has_left_excuses_silence_only_if_the_news_came_later() -> None:
    left = record(phase="OFF")

    assert found(left) == ["unexplained_silence no message (telling.first-off-baseline)"]
    assert (found(left, late=(KEY,)), rules(left, late=(KEY,))) == ([], {"telling.past-the-point": 1})


def test_the_last_truth_has_to_be_told_unless_it_was_heard_after_the_departure() -> None:
    left = record(phase="OFF")

    assert [loss.kind for loss in contacts_not_told(left, now=OUT)] == ["not_told"]
    assert list(contacts_not_told(left, now=OUT, heard_late=True)) == []
