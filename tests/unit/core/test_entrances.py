"""Keys, times, event data and contacts say what was wrong and what would be right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.booking.contact import mask, normalise
from services.core.clock import format_instant, parse_instant, sortable_instant
from services.core.errors import InvalidEvent
from services.core.flight.event_types import EVENT_TYPES, facts_of
from services.core.flight.key import FlightKey


@pytest.mark.parametrize("text", ["UA-0207-2013-03-08-EWR-1", "9E-0004B-2024-02-29-JFK-12"])
def test_a_flight_key_is_read_and_written_alike(text: str) -> None:
    assert str(FlightKey.parse(text)) == text


def test_a_flight_key_knows_its_designator() -> None:
    assert FlightKey.parse("UA-0207A-2013-03-08-EWR-1").designator == "UA207A"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "UA207",
        "UA-207-2013-03-08-EWR-1",
        "UA-0207-2013-02-30-EWR-1",
        "UA-0207-2013-03-08-EWR-0",
        "UA-0207-2013-03-08-EWR-1#STATE",
        "ua-0207-2013-03-08-ewr-1",
        "UA-0207-2013-03-08-EWR-1\n",
    ],
)
def test_anything_else_is_no_flight_key(text: str) -> None:
    with pytest.raises(ValueError, match="not a flight key"):
        FlightKey.parse(text)


@given(st.integers(0, 4_000_000_000_000))
def test_instants_survive_their_text(instant: int) -> None:
    assert parse_instant(format_instant(instant)) == instant


def test_a_zone_is_honoured_and_its_absence_refused() -> None:
    assert parse_instant("2013-03-08T09:00:00-05:00") == parse_instant("2013-03-08T14:00:00Z")
    for text in ("2013-03-08T14:00:00", "2013-03-08 14:00:00Z", "2013-13-08T14:00:00Z", "1362751200"):
        with pytest.raises(ValueError, match=r"not an RFC 3339 time|not a time on the calendar"):
            parse_instant(text)


@pytest.mark.parametrize(
    ("event_type", "data", "reason", "says"),
    [
        ("flight.exploded", {}, "unknown_type", "known are"),
        ("flight.delayed", {}, "schema", "needs data.estimatedOut"),
        ("flight.delayed", {"estimatedOut": "soon"}, "schema", "data.estimatedOut"),
        ("flight.delayed", {"estimatedOut": 1362751200}, "schema", "data.estimatedOut"),
        (
            "flight.delayed",
            {"estimatedOut": "2013-03-08T14:00:00Z", "reason": "RAIN"},
            "schema",
            "none of AIRS",
        ),
        ("flight.gate_changed", {"gate": "B7", "gait": "B8"}, "schema", "does not take data.gait"),
        ("flight.gate_changed", {"gate": "B7#STATE"}, "schema", "data.gate"),
        ("flight.diverted", {"airport": "Cleveland"}, "schema", "data.airport"),
        ("flight.designator_changed", {"marketing": "LH7640"}, "schema", "list of designators"),
    ],
)
def test_event_data_that_cannot_be_understood_is_refused(
    event_type: str, data: dict[str, object], reason: str, says: str
) -> None:
    with pytest.raises(InvalidEvent, match=says) as refusal:
        facts_of(event_type, data)
    assert refusal.value.reason == reason


def test_a_type_sets_what_its_arrival_means() -> None:
    assert facts_of("flight.cancelled", {"reason": "WEAT"}) == {"cancelled": True, "reason": "WEAT"}
    assert facts_of("flight.reinstated", {}) == {"cancelled": False}
    assert facts_of("flight.diverted", {"airport": "CLE"}) == {"diversion": "CLE"}
    assert facts_of("flight.gate_changed", {"gate": "B7", "previousGate": "A5"}) == {"gate": "B7"}


def test_every_canonical_type_is_known() -> None:
    assert len(EVENT_TYPES) == 21


@pytest.mark.parametrize(
    ("given_", "normal"),
    [("+1 (202) 555-0123", "+12025550123"), (" Ada@Example.ORG ", "ada@example.org")],
)
def test_addresses_are_normalised(given_: str, normal: str) -> None:
    assert normalise(given_) == normal


@pytest.mark.parametrize("address", ["2025550123", "+0123", "ada@", "@example.org"])
def test_an_address_that_reaches_nobody_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="right is"):
        normalise(address)


def test_a_masked_address_does_not_reveal_it() -> None:
    assert mask("ada.lovelace@example.org") == "a***@example.org"
    assert mask("+12025550123") == "+1***23"


@given(st.integers(0, 4_000_000_000_000), st.integers(0, 4_000_000_000_000))
def test_sort_keys_sort_as_times(one: int, other: int) -> None:
    assert (sortable_instant(one) < sortable_instant(other)) == (one < other)
    assert parse_instant(sortable_instant(one)) == one
