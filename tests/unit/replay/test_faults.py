"""A stream spoilt on purpose: the same each time, by known counts, and the truth is still all in it."""

from collections import Counter
from datetime import date

import pytest

from local.replay.day import replay_of
from local.replay.fault import Fault
from local.replay.faults import LATEST_MINUTES, SHARES, spoilt
from local.replay.poison import KINDS, POISON, poisoned
from local.replay.stream import ReplayEvent
from services.consumer.formats.canonical import decode_canonical
from services.consumer.formats.guards import check_value
from services.core.clock import MINUTE
from services.core.errors import InvalidEvent

EVENTS = replay_of(date(2013, 3, 8), 40, 7).events
ALL = frozenset(Fault)


def values(events: tuple[ReplayEvent, ...]) -> Counter[bytes]:
    return Counter(event.value for event in events if event.event_type != POISON)


def order(events: tuple[ReplayEvent, ...]) -> list[str]:
    return [event.event_id for event in events]


def test_without_faults_nothing_changes() -> None:
    assert spoilt(EVENTS, (), 7).events == EVENTS


@pytest.mark.parametrize("faults", [*({fault} for fault in Fault), ALL])
def test_every_event_is_still_sent_byte_for_byte(faults: frozenset[Fault]) -> None:
    stream = spoilt(EVENTS, faults, 7)

    assert set(values(stream.events)) == set(values(EVENTS))
    assert set(stream.counts) == faults
    assert list(stream.events) == sorted(stream.events, key=lambda event: event.published_at)


def test_the_same_seed_spoils_the_same_records_and_another_one_others() -> None:
    assert spoilt(EVENTS, ALL, 7) == spoilt(EVENTS, ALL, 7)
    assert spoilt(EVENTS, ALL, 7).events != spoilt(EVENTS, ALL, 8).events


def test_duplicates_are_copies_and_as_many_as_reported() -> None:
    stream = spoilt(EVENTS, {Fault.DUPLICATES}, 7)

    assert len(stream.events) - len(EVENTS) == stream.counts[Fault.DUPLICATES]
    assert sum(count - 1 for count in values(stream.events).values()) == stream.counts[Fault.DUPLICATES]


def test_reordering_swaps_neighbours_of_a_flight() -> None:
    stream = spoilt(EVENTS, {Fault.REORDER}, 7)
    by_id = {event.event_id: event for event in EVENTS}
    moved = [event for event in stream.events if event.published_at != by_id[event.event_id].published_at]

    assert order(stream.events) != order(EVENTS)
    assert 0 < len(moved) <= 2 * stream.counts[Fault.REORDER]
    assert Counter(event.flight_key for event in moved).keys() <= {event.flight_key for event in EVENTS}
    assert sorted(event.published_at for event in stream.events) == sorted(e.published_at for e in EVENTS)


def test_late_records_are_late_by_at_most_two_hours() -> None:
    stream = spoilt(EVENTS, {Fault.LATE}, 7)
    by_id = {event.event_id: event for event in EVENTS}
    late_by = [event.published_at - by_id[event.event_id].published_at for event in stream.events]

    assert sum(delay > 0 for delay in late_by) == stream.counts[Fault.LATE]
    assert min(late_by) == 0
    assert max(late_by) <= LATEST_MINUTES * MINUTE


def test_some_news_of_the_day_comes_after_the_departure() -> None:
    """Otherwise the faults would spare the case that is hardest to get right."""
    stream = spoilt(replay_of(date(2013, 3, 8), None, 7).events, ALL, 7)
    departed: set[str] = set()
    heard_late = 0
    for event in stream.events:
        if event.event_type == "flight.off_block":
            departed.add(event.flight_key)
        heard_late += event.event_type == "flight.delayed" and event.flight_key in departed
    assert heard_late > 0


def test_poison_is_named_by_its_bytes_no_two_of_which_are_the_same() -> None:
    stream = spoilt(EVENTS, {Fault.POISON}, 7)

    assert len(set(stream.poison)) == len(stream.poison) == stream.counts[Fault.POISON]
    assert spoilt(EVENTS, (), 7).poison == ()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_can_read_poison_of_any_kind(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("local.replay.poison.KINDS", {kind: KINDS[kind]})
    value = poisoned(EVENTS[0], 0, 7).value

    with pytest.raises(InvalidEvent):
        _read(value)


def test_even_the_smallest_sample_gets_one_of_each() -> None:
    few = replay_of(date(2013, 3, 8), 1, 7).events

    assert spoilt(few, {Fault.DUPLICATES, Fault.LATE, Fault.POISON}, 7).counts == {
        Fault.DUPLICATES: 1,
        Fault.LATE: 1,
        Fault.POISON: 1,
    }
    assert set(SHARES) == set(Fault)


def _read(value: bytes) -> None:
    check_value(value)
    decode_canonical(value)
