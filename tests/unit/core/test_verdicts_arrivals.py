"""The verdict on one event when it arrives: repeated, stale, in conflict, outweighed, after the fact."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.clock import MINUTE
from services.core.flight import registers as reg
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.ruling import Ruling, Verdict
from services.core.flight.state import MARKS, FlightState, step
from services.core.flight.truth import Disposition
from services.core.table.flight_item import Outbox, flight_item, stored_flight
from tests.unit.core.flights import KEY, OUT, at, delayed, event, gate, histories, run, scheduled
from tests.unit.core.turns import off, on_block, out


def last_ruling(*events: FlightEvent) -> Ruling:
    return run(list(events))[-1].rulings[-1]


def test_the_same_event_again_is_a_duplicate_without_effect() -> None:
    first, again = run([scheduled(), delayed(2, 45)], [delayed(2, 45)])
    assert again.rulings[0].verdict is Verdict.DUPLICATE
    assert not again.writes
    assert again.after.registers == first.after.registers


def test_the_same_event_id_without_a_count_is_a_duplicate_even_when_it_was_stamped_anew() -> None:
    one = delayed(None, 45, occurred=-60, event_id="api-1", source="api")
    again = delayed(None, 45, occurred=-50, event_id="api-1", source="api")
    assert last_ruling(scheduled(), one, again).verdict is Verdict.DUPLICATE


def test_a_lower_count_is_stale_for_the_fields_that_a_higher_one_set() -> None:
    newer, older = gate(5, "B7"), event("flight.gate_changed", 4, gate="A6", terminal="B")
    ruling = last_ruling(scheduled(), newer, older)
    assert ruling.verdict is Verdict.APPLIED
    assert (set(ruling.changed), set(ruling.stale)) == ({"terminal"}, {"gate"})
    assert last_ruling(scheduled(), newer, gate(4, "A6")).verdict is Verdict.STALE


@pytest.mark.parametrize(
    "second",
    [
        gate(2, "C3", event_id="other"),
        gate(2, "C3"),
        event("flight.gate_changed", 2, gate="B7", terminal="B", event_id="other"),
        delayed(2, 45, event_id="other"),
    ],
    ids=["another value", "another value, the same id", "more fields", "other fields"],
)
def test_a_second_body_under_one_count_is_kept_out(second: FlightEvent) -> None:
    first, conflict = run([scheduled(), gate(2, "B7")], [second])
    assert conflict.rulings[0].verdict is Verdict.CONFLICTING
    assert conflict.after.registers == first.after.registers
    assert conflict.announcements == ()


def test_a_second_body_that_says_less_is_kept_out_too() -> None:
    first = event("flight.gate_changed", 2, gate="B7", terminal="B")
    assert last_ruling(scheduled(), first, gate(2, "B7", event_id="other")).verdict is Verdict.CONFLICTING


def test_the_same_body_under_one_count_with_another_id_is_a_duplicate() -> None:
    again = gate(2, "B7", event_id="other")
    assert last_ruling(scheduled(), gate(2, "B7"), again).verdict is Verdict.DUPLICATE


def test_counts_of_two_sources_do_not_conflict() -> None:
    other = gate(2, "C3", source="airport.EWR", authority=Authority.AIRPORT)
    assert last_ruling(scheduled(), gate(2, "B7"), other).verdict is Verdict.APPLIED


def test_what_was_kept_out_stays_out_when_it_comes_again_after_newer_news() -> None:
    second = event("flight.gate_changed", 2, gate="C3", terminal="B", event_id="other")
    state = run([scheduled(), gate(2, "B7")], [second], [gate(3, "D4")])[-1].after
    again = step(_stored_and_read(state), [second])
    assert again.rulings[0].verdict is Verdict.CONFLICTING
    assert not again.writes
    assert reg.values(state.registers)["terminal"] == "A"


def test_keeping_an_event_out_is_written_so_that_it_is_remembered() -> None:
    conflict = run([scheduled(), gate(2, "B7")], [gate(2, "C3")])[-1]
    assert conflict.writes
    assert len(conflict.after.kept_out) == 1


def test_a_source_without_discipline_cannot_grow_a_state_for_ever() -> None:
    bodies = [gate(2, f"C{number}", event_id=f"other-{number}") for number in range(MARKS + 5)]
    assert len(run([scheduled(), gate(2, "B7")], bodies)[-1].after.kept_out) == MARKS


def test_what_a_lower_authority_says_is_ignored_for_that_field() -> None:
    airline = delayed(2, 45, occurred=-60)
    aggregator = event(
        "flight.delayed",
        9,
        source="agg",
        authority=Authority.AGGREGATOR,
        occurred=-90,
        estimatedOut=at(90),
        estimatedIn=at(300),
    )
    for order in permutations([scheduled(), airline, aggregator]):
        values = reg.values(run(list(order))[-1].after.registers)
        assert values["estimatedOut"] == OUT + 45 * MINUTE
        assert values["estimatedIn"] == OUT + 300 * MINUTE


def test_a_correction_of_an_actual_time_is_counted_and_a_new_departure_is_none() -> None:
    fix = event("flight.off_block", 9, occurred=210, actualOut=at(7), correctionReason="SENSOR")
    assert last_ruling(scheduled(), out(2, 5), on_block(3, 200), fix).corrected == {"actualOut"}
    back = event("flight.returned_to_gate", 3, returnedToGateAt=at(20))
    assert last_ruling(scheduled(), out(2, 5), back, out(4, 70)).corrected == frozenset()
    early = event("flight.off_block", 2, occurred=5, actualOut=at(5), correctionReason="SENSOR")
    assert last_ruling(scheduled(), out(9, 7), early).corrected == frozenset()


@pytest.mark.parametrize(("said_at", "late"), [(45, False), (50, False), (51, True)])
def test_a_delay_to_a_time_more_than_five_minutes_back_is_a_fact_marked_late(
    said_at: int, late: bool
) -> None:
    last = run([scheduled()], [delayed(2, 45, occurred=said_at)])[-1]
    assert last.after.published.out == OUT + 45 * MINUTE
    assert last.rulings[0].late is late
    assert last.announcements[0].data["afterTheFact"] is late


def test_a_departure_that_was_seen_is_never_after_the_fact() -> None:
    last = run([scheduled()], [event("flight.off_block", 2, occurred=90, actualOut=at(45))])[-1]
    assert last.announcements[0].data["afterTheFact"] is False


def test_a_conflict_is_named_on_the_bus_once_and_nothing_else_is_announced() -> None:
    flown, parked, more = run(
        [scheduled(), off(2, 15)],
        [event("flight.cancelled", 3, occurred=60)],
        [event("flight.next_info", 4, occurred=61, nextInfoAt=at(90))],
    )
    assert [one.detail_type for one in parked.announcements] == ["flight.status_changed"]
    assert parked.announcements[0].data["conflicts"] == ["cancelled_after_off"]
    assert parked.new_conflicts == ("cancelled_after_off",)
    assert more.new_conflicts == flown.new_conflicts == ()


def test_a_conflict_is_named_beside_other_news() -> None:
    news = [event("flight.cancelled", 3, occurred=60), gate(4, "B7", occurred=60)]
    last = run([scheduled(), off(2, 15)], news)[-1]
    assert [one.detail_type for one in last.announcements] == ["flight.gate_changed", "flight.status_changed"]


def test_a_gate_that_changes_and_changes_back_is_no_news_unless_it_was_announced() -> None:
    assert run([scheduled()], [gate(2, "B7"), gate(3, "A5")])[-1].announcements == ()
    back = run([scheduled()], [gate(2, "B7")], [gate(3, "A5")])[-1].announcements[0]
    assert (back.detail_type, back.data["previousGate"], back.data["gate"]) == (
        "flight.gate_changed",
        "B7",
        "A5",
    )


@given(histories(), st.data())
def test_a_second_body_anywhere_later_changes_nothing(events: list[FlightEvent], data: st.DataObject) -> None:
    counting = [one for one in events if one.seq is not None and "gate" in one.facts]
    if not counting:
        return
    first = data.draw(st.sampled_from(counting))
    other = gate(first.seq, "Z9", source=first.source, authority=first.authority, event_id="other")
    clean = step(FlightState(KEY), events)
    place = data.draw(st.integers(events.index(first) + 1, len(events)))
    mixed = step(FlightState(KEY), [*events[:place], other, *events[place:]])
    if mixed.rulings[place].verdict is Verdict.CONFLICTING:
        assert mixed.after.registers == clean.after.registers
        assert step(mixed.after, [other, *events]).after.registers == clean.after.registers
    assert mixed.rulings[place].verdict in (Verdict.CONFLICTING, Verdict.STALE)


def _stored_and_read(state: FlightState) -> FlightState:
    taken = step(state, [])
    item = flight_item(state, taken.derived, Outbox("flight-operations", 0, 1), OUT, 1)
    assert taken.derived.disposition is Disposition.OPERATING
    return stored_flight(item).state
