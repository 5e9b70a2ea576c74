"""Every scenario on one platform, as a user runs them, and what the API says of them afterwards."""

from collections.abc import Iterator

import pytest

from flightpulse.scenario.catalogue import SCENARIOS
from flightpulse.scenario.people import locator_of, passenger_id_of
from tests.integration.scenario_run import ScenarioRun as Run

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.long, pytest.mark.timeout(200)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    started = Run(tmp_path_factory.mktemp("scenarios"), "all")
    try:
        started.wait()
        yield started
    finally:
        started.process.kill()
        started.process.wait()


def test_every_scenario_comes_out_as_it_promises(run: Run) -> None:
    assert run.text.count("  As promised.") == len(SCENARIOS), run.text
    assert f"{len(SCENARIOS)} of {len(SCENARIOS)} scenarios came out as promised." in run.text


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_timeline_says_what_was_said_and_what_came_of_it(run: Run, name: str) -> None:
    [story] = [part for part in run.text.split("\n\n") if part.startswith(f"{name}: ")]
    assert " says flight." in story
    assert "published  flight." in story
    assert "told       " in story
    assert "@example" not in story.replace("***@example", "")  # addresses are masked


def test_whoever_was_not_told_has_the_rule_that_decided(run: Run) -> None:
    for rule in (
        "telling.opted-out",
        "telling.on-baseline",
        "telling.held-in-quiet-hours",
        "telling.already-told",
        "telling.moot-while-cancelled",
        "announcing.below-threshold",
    ):
        assert f"{rule}: " in run.text


def test_flights_are_listed_by_their_status(run: Run) -> None:
    by_status = {}
    for status in ("cancelled", "diverted", "delayed", "scheduled"):
        page = run.ask("/v1/flights", status=status, date="2013-03-08")
        by_status[status] = [line["flightKey"] for line in page["items"]]
    assert by_status["cancelled"] == [str(SCENARIOS["cancellation"].key)]
    assert by_status["diverted"] == [str(SCENARIOS["diversion"].key)]
    assert {str(SCENARIOS[name].key) for name in ("minor-delay", "rolling-delay", "family")} <= set(
        by_status["delayed"]
    )
    assert str(SCENARIOS["gate-change"].key) in by_status["scheduled"]


def test_a_family_is_found_by_flight_and_by_locator(run: Run) -> None:
    family = SCENARIOS["family"]
    on_flight = run.ask(f"/v1/flights/{family.key}/bookings")["items"]
    assert len(on_flight) == 4
    [booking] = run.ask(f"/v1/bookings/{locator_of(family, 0)}")["items"]
    assert [who["passengerId"] for who in booking["passengers"]] == [
        line["passengerId"] for line in on_flight
    ]


def test_a_passenger_has_their_flights_and_what_they_were_told_the_newest_first(run: Run) -> None:
    story = SCENARIOS["reinstatement"]
    passenger = f"/v1/passengers/{passenger_id_of(story, 0, 1)}"
    assert run.ask(passenger)["firstName"] == "Ana"
    assert [line["flightKey"] for line in run.ask(f"{passenger}/bookings")["items"]] == [str(story.key)]
    told = run.ask(f"{passenger}/notifications")["items"]
    assert [(line["n"], line["kind"]) for line in told] == [(2, "reinstated"), (1, "cancelled")]
    assert run.ask(f"/v1/notifications/{told[0]['notificationId']}")["n"] == 2
