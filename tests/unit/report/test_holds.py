"""Messages held in quiet hours: how many were sent after them, and that none is forgotten."""

from dataclasses import replace

from local.report.flight_record import FlightRecord
from local.report.holds import Holds, holds_of, never_released
from services.core.clock import format_instant
from services.core.telling.told import Held, Told
from tests.unit.report.records import OUT, message, record

MORNING = format_instant(OUT)
EARLIER = format_instant(OUT - 1000)


def waiting(until: int) -> FlightRecord:
    return replace(record(), told={"c1": Told(held=Held(until, "token"), due=until)})


def test_a_number_is_held_once_on_however_many_channels() -> None:
    of_one = record(
        message(channel="sms", heldUntil=MORNING, asOf=MORNING),
        message(channel="push", heldUntil=MORNING, asOf=MORNING),
        message(n=2, asOf=MORNING),
    )
    assert holds_of([of_one]) == Holds(released=1)


def test_what_came_before_the_morning_overtook_the_hold() -> None:
    assert holds_of([record(message(heldUntil=MORNING, asOf=EARLIER))]) == Holds(overtaken=1)


def test_a_hold_that_stands_at_the_end_is_waiting_and_a_loss_once_its_time_has_come() -> None:
    held = waiting(OUT)

    assert holds_of([held]) == Holds(waiting=1)
    assert list(never_released([held], OUT - 1)) == []
    (loss,) = never_released([held], OUT)
    assert (loss.kind, loss.subject, loss.detail) == (
        "still_held",
        "c1",
        f"held until {MORNING}, and never released",
    )
