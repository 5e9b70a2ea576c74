"""Each promise that can be broken is noticed when it is."""

from dataclasses import replace
from typing import Any

from local.report.flight_record import FlightRecord
from local.report.losses import losses_of
from local.report.truth_hash import truth_hash
from services.core.booking.contact import Channel, Contact
from services.core.flight.truth import Baseline, Truth
from services.core.table.flight_item import dumps
from services.core.telling.aspect import Aspect
from services.core.telling.told import Held, Told

KEY = "UA-0207-2013-03-08-EWR-1"
OUT = 1_362_751_500_000
LATE = OUT + 45 * 60_000
BOOKED = Baseline(OUT, "C74", "C")
CONTACT = Contact("c1", "phone", "+12015550100", (Channel.SMS,), "en-US", "America/New_York")


def state(published: Truth, **other: Any) -> dict[str, Any]:
    parts = {"published": published.to_json(), "baseline": BOOKED.to_json(), "registers": {}, "derived": {}}
    return {name: dumps(value) for name, value in (parts | other).items()}


DELAYED = Truth(out=LATE, gate="C74", terminal="C")
TOLD = Told(1, DELAYED, frozenset({Aspect.TIME}))
GOOD = FlightRecord(
    KEY,
    state(DELAYED),
    frozenset({"e1", "e2"}),
    {"c1": CONTACT},
    {"c1": TOLD},
    ({"notificationId": "n1", "channel": "sms"},),
)


def kinds(record: FlightRecord, sinks: tuple[str, ...] = ("n1",), now: int = OUT) -> list[str]:
    return [loss.kind for loss in losses_of(record, {"e1", "e2"}, sinks, now=now)]


def test_nothing_is_lost_when_all_is_stored_told_and_sent() -> None:
    assert kinds(GOOD) == []


def test_an_event_without_a_history_row_is_lost() -> None:
    assert kinds(replace(GOOD, event_ids=frozenset({"e1"}))) == ["event_not_in_table"]


def test_a_flight_that_the_table_does_not_know_has_lost_all_its_events() -> None:
    empty = FlightRecord(KEY, None, frozenset(), {}, {}, ())
    assert kinds(empty) == ["event_not_in_table"] * 2


def test_a_contact_never_told_of_a_delay_is_a_loss() -> None:
    assert kinds(replace(GOOD, told={})) == ["not_told"]


def test_a_contact_told_an_older_truth_is_a_loss() -> None:
    older = replace(TOLD, values=replace(DELAYED, out=LATE - 20 * 60_000))
    assert kinds(replace(GOOD, told={"c1": older})) == ["not_told"]


def test_a_departed_flight_does_not_excuse_what_was_never_told() -> None:
    departed = state(DELAYED, derived={"phase": "OFF"})
    assert kinds(replace(GOOD, state=departed, told={})) == ["not_told"]


def test_who_opted_out_is_left_in_peace_and_a_held_message_is_no_loss() -> None:
    silent = replace(CONTACT, opted_out=frozenset({Channel.SMS}))
    held = Told(held=Held(LATE, "token"))

    assert kinds(replace(GOOD, contacts={"c1": silent}, told={})) == []
    assert kinds(replace(GOOD, told={"c1": held})) == []


def test_a_flight_on_time_leaves_everybody_untold_without_loss() -> None:
    assert kinds(replace(GOOD, state=state(BOOKED.as_truth()), told={}, notifications=())) == []


def test_a_message_that_never_reached_its_sink_is_a_loss() -> None:
    assert kinds(GOOD, sinks=()) == ["not_sent"]


def test_the_truth_hash_sees_registers_and_derived_state_and_nothing_else() -> None:
    other_order = replace(GOOD, flight_key="AA-0001-2013-03-08-EWR-1")

    assert truth_hash([GOOD, other_order]) == truth_hash([other_order, GOOD])
    assert truth_hash([GOOD]) == truth_hash([replace(GOOD, told={}, notifications=())])
    for part in ("registers", "derived"):
        changed = replace(GOOD, state=state(DELAYED, **{part: {"gate": "B7"}}))
        assert truth_hash([changed]) != truth_hash([GOOD])
    assert truth_hash([GOOD]) != truth_hash([other_order])
