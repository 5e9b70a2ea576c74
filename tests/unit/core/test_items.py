"""What the table holds can be read back, and writing the same thing twice is the same item."""

from hypothesis import given

from services.core.contracts.envelope import Envelope, envelope_id, seal
from services.core.flight.event import FlightEvent
from services.core.flight.truth import Truth
from services.core.table import keys
from services.core.table.flight_item import Outbox, flight_item, stored_flight
from services.core.table.history_item import history_item
from services.core.table.told_item import COMES_AND_GOES, told_item, told_of
from services.core.telling.aspect import Aspect
from services.core.telling.told import Held, Told
from tests.unit.core.flights import KEY, OUT, delayed, histories, run, scheduled


@given(histories())
def test_a_flight_is_read_back_as_it_was_written(events: list[FlightEvent]) -> None:
    step = run(events)[-1]
    envelope = Envelope("id", "flight.delayed", {"eventId": "id", "data": {"out": None}})
    outbox = Outbox("flight-operations", 3, 41, (envelope,))
    item = flight_item(step.after, step.derived, outbox, OUT, 10)
    stored = stored_flight(item)
    assert (stored.state, stored.outbox) == (step.after, outbox)
    assert item["GSI1PK"].startswith(f"ST#{step.derived.public_status}#2013-03-08#")


def test_a_history_row_depends_on_the_event_alone() -> None:
    assert history_item(delayed(2, 40)) == history_item(delayed(2, 40))
    assert history_item(delayed(2, 40))["SK"].startswith("EVT#2013-03-08T04:02:00.000Z#")


def test_told_is_read_back_as_it_was_written() -> None:
    told = Told(
        3,
        Truth(out=OUT, gate="B7"),
        frozenset({Aspect.TIME, Aspect.GATE}),
        ({"id": "n1", "channel": "sms"},),
        OUT + 1000,
        Held(OUT, "token"),
    )
    item = told_item(str(KEY), "c0ffee", told)
    assert told_of(item) == told
    assert item["GSI1PK"].startswith("DUE#")
    assert told_of(None) == Told()


def test_only_what_is_due_is_in_the_sweepers_index() -> None:
    assert "GSI1PK" not in told_item(str(KEY), "c0ffee", Told(1, Truth()))


def test_what_comes_and_goes_in_a_told_item_is_known() -> None:
    """An update that replaces the item has to remove whatever the next one lacks."""
    full = Told(1, Truth(gate="B7"), frozenset(), ({"id": "n1"},), OUT, Held(OUT, "token"))
    assert set(told_item(str(KEY), "c", full)) - set(told_item(str(KEY), "c", Told())) == set(COMES_AND_GOES)


def test_an_envelope_has_the_same_id_whoever_makes_it() -> None:
    step = run([scheduled()], [delayed(2, 45)])[-1]
    sealed = [
        seal(
            key=str(KEY),
            ver=step.after.ver,
            detail_type=announcement.detail_type,
            data=announcement.data,
            cause=delayed(2, 45),
            as_of=OUT,
            topic="flight-operations",
            partition=3,
            last_offset=41,
        )
        for announcement in step.announcements
    ]
    assert sealed[0].id == envelope_id(str(KEY), "flight.delayed", "flight-operations", 3, 41)
    assert sealed[0].detail["correlationId"] == "correlation-2"
    assert len({one.id for one in sealed}) == len(sealed)
    assert Envelope.from_json(sealed[0].to_json()) == sealed[0]


def test_due_entries_sort_by_time_within_a_shard() -> None:
    owner = keys.told(str(KEY), "c0ffee")
    assert keys.due(owner, OUT).sk < keys.due(owner, OUT + 60_000).sk
