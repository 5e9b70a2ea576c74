"""The scenarios as they are written down."""

import json

import pytest

from flightpulse.scenario.catalogue import SCENARIOS
from flightpulse.scenario.catalogue.delays import MOST_MESSAGES, ROLLING_DELAY, UPDATES
from flightpulse.scenario.people import parties_of
from flightpulse.scenario.script import Scenario
from local.replay.stream import as_data
from services.core.contracts.detail_types import FLIGHT_DELAYED
from services.core.flight.authority import Authority
from services.core.flight.event import FlightEvent
from services.core.flight.event_types import facts_of
from services.core.flight.state import FlightState, step

EVERY = list(SCENARIOS.values())
SECRET = b"s" * 40


def test_there_is_one_for_each_kind_of_disruption() -> None:
    assert list(SCENARIOS) == [
        "minor-delay",
        "major-delay-elite",
        "all-clear",
        "cancellation",
        "gate-change",
        "terminal-change",
        "rapid-sequence",
        "reinstatement",
        "rolling-delay",
        "family",
        "quiet-hours",
        "diversion",
    ]


@pytest.mark.parametrize("scenario", EVERY, ids=lambda scenario: scenario.name)
def test_what_is_said_are_events_that_the_consumer_takes(scenario: Scenario) -> None:
    said = [scenario.schedule, *(said for act in scenario.acts for said in act.said)]
    for each in said:
        assert facts_of(each.event_type, as_data(each))
    assert [each.published_at for each in said] == sorted(each.published_at for each in said)


def test_no_two_share_a_flight_a_booking_a_passenger_or_a_contact() -> None:
    parties = [party for scenario in EVERY for party in parties_of(scenario, SECRET)]
    contacts = [contact.contact_id for party in parties for contact in party.contacts]
    passengers = [who.passenger_id for party in parties for who in party.passengers]
    for ids in (
        [str(scenario.key) for scenario in EVERY],
        [party.booking.booking_id for party in parties],
        [party.booking.locator_hash for party in parties],
        passengers,
        contacts,
    ):
        assert len(ids) == len(set(ids))
    assert {len(party.booking.booking_id) for party in parties} == {26}


def test_contacts_are_in_ranges_reserved_for_fiction() -> None:
    for scenario in EVERY:
        for party in parties_of(scenario, SECRET):
            for contact in party.contacts:
                assert "555" in contact.address or "@example." in contact.address


def test_a_rolling_delay_announces_no_more_than_its_bound_when_every_update_is_merged_alone() -> None:
    said = [ROLLING_DELAY.schedule, *(said for act in ROLLING_DELAY.acts for said in act.said)]
    assert len(said) == UPDATES + 1
    state, announced = FlightState(ROLLING_DELAY.key), 0
    for number, each in enumerate(said):
        event = FlightEvent(
            event_id=str(number),
            event_type=each.event_type,
            source="ops.UA",
            authority=Authority.AIRLINE_OPS,
            flight_key=ROLLING_DELAY.key,
            seq=number,
            occurred_at=each.occurred_at,
            published_at=each.published_at,
            correlation_id=json.dumps(number),
            facts=facts_of(each.event_type, as_data(each)),
        )
        done = step(state, [event])
        announced += [one.detail_type for one in done.announcements].count(FLIGHT_DELAYED)
        state = done.after
    assert announced == MOST_MESSAGES
