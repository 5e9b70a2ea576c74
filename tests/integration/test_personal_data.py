"""No name, address, number or locator of a passenger is anywhere but where it belongs.

The day is small, but every process and every stand-in takes part, some contacts are asked for through the
API, and one message goes out again. Each search is tried on something that was planted, too.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest

from flightpulse.demo.options import DemoOptions
from local.replay.day import replay_of
from local.replay.fault import Fault
from local.replay.wall_clock import airport
from local.seed.bookings import parties_for
from local.seed.party import Party
from services.core.telling import ids
from tests.event_schemas import misfits
from tests.fakes.collector import Collector
from tests.integration.replay_rig import Replay, ReplayRig
from tests.integration.surfaces import Surface, found, surfaces

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(300)]

OPTIONS = DemoOptions(
    day=date(2013, 3, 8),
    flights=4,
    passengers_per_flight=4,
    lockstep=True,
    faults=frozenset({Fault.POISON, Fault.DUPLICATES}),
)
CANARY = "Zebulonia"
PLACES = (
    *("prompts", "service logs", "log groups", "table keys", "items without the fields for persons"),
    *("bus", "queues", "topics", "spans", "metrics", "execution histories"),
)
SPOKEN = {"metrics"}
"""Nothing can be planted among metrics: that they are read at all is shown by what is always there."""


@dataclass(frozen=True)
class Canaries:
    """What was seeded about persons, and where it must not be."""

    needles: frozenset[str]
    parties: tuple[Party, ...]
    locators: tuple[str, ...]
    places: dict[str, Surface]
    texts: dict[str, list[str]]


@pytest.fixture(scope="module")
def canaries(rig: ReplayRig, collector: Collector) -> Iterator[Canaries]:
    """Play the day, then read every place once."""
    deployment = rig.platform.deployment
    queue = _everything_of_the_bus(deployment.client, deployment.outputs["BusName"])
    rig.platform.bedrock.reset()
    with rig.played(OPTIONS, with_api=True) as replay:
        parties, locators = _seeded(deployment.contact_secret())
        _ask(replay, parties, locators)
        places = surfaces(replay, queue, collector)
        texts = {name: list(place.read()) for name, place in places.items()}
        yield Canaries(_needles(parties, locators), parties, locators, places, texts)


def _seeded(secret: bytes) -> tuple[tuple[Party, ...], tuple[str, ...]]:
    """The seed once more: a locator is stored nowhere but as a hash, so it is caught on its way there."""
    locators: list[str] = []

    def caught(key: bytes, locator: str) -> str:
        locators.append(locator)
        return ids.locator_hash(key, locator)

    day = replay_of(OPTIONS.day, OPTIONS.flights, OPTIONS.seed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("local.seed.party.locator_hash", caught)
        parties = tuple(parties_for(day.flights, OPTIONS.passengers_per_flight, OPTIONS.seed, secret))
    return parties, tuple(locators)


def _needles(parties: tuple[Party, ...], locators: tuple[str, ...]) -> frozenset[str]:
    people = [passenger for party in parties for passenger in party.passengers]
    names = {name for person in people for name in (person.first_name, person.last_name)}
    # A passenger called Houston is not betrayed by a flight to Houston.
    day = replay_of(OPTIONS.day, OPTIONS.flights, OPTIONS.seed)
    cities = " ".join(airport(flight.destination)["city"] for flight in day.flights)
    addresses = {contact.address for party in parties for contact in party.contacts}
    return frozenset({name for name in names if name not in cities} | addresses | set(locators))


def _everything_of_the_bus(client: Any, bus: str) -> str:
    """A queue behind a rule that lets everything pass."""
    sqs, events = client("sqs"), client("events")
    url: str = sqs.create_queue(QueueName="personal-data")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": [{"prefix": "flightpulse."}]})
    events.put_rule(Name="personal-data", EventBusName=bus, EventPattern=pattern)
    events.put_targets(Rule="personal-data", EventBusName=bus, Targets=[{"Id": "queue", "Arn": arn}])
    return url


def _ask(replay: Replay, parties: tuple[Party, ...], locators: tuple[str, ...]) -> None:
    """Have the API answer, and refuse, what has a person in its path."""
    address = parties[0].contacts[0].address
    person = parties[0].passengers[0]
    for path in (
        f"/v1/bookings/{locators[0]}",
        f"/v1/passengers/{person.passenger_id}",
        f"/v1/passengers/{person.passenger_id}/notifications",
        f"/v1/flights/{parties[0].booking.flight_keys[0]}/bookings",
        f"/v1/bookings/{address}",
        f"/v1/nowhere/{address}",
    ):
        httpx.get(replay.services.api_url + path, timeout=10)


def test_persons_were_seeded_and_messages_went_out_to_them(canaries: Canaries) -> None:
    assert len(canaries.locators) == len(canaries.parties) > 3
    assert sum("@" in needle for needle in canaries.needles) > 1
    assert sum(needle.startswith("+1") for needle in canaries.needles) > 1
    assert sum(needle.isalpha() and not needle.isupper() for needle in canaries.needles) > 10
    logs = "".join(canaries.texts["service logs"])
    for name in ("services.consumer.log", "services.api.log", "emulator.log"):
        assert name in logs
    assert any(
        '"service": "messenger"' in text or "messenger" in text for text in canaries.texts["log groups"]
    )
    for name in ("process flight-operations", "process look", "GET /v1/bookings/{locator}"):
        assert any(name in text for text in canaries.texts["spans"])
    sent = [text for text in canaries.texts["bus"] if '"notification.' in text]
    assert sent
    assert any("***" in text for text in sent)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_a_person_is_found(canaries: Canaries, place: str) -> None:
    assert canaries.texts[place]
    assert found(canaries.texts[place], canaries.needles) == set()


@pytest.mark.parametrize("place", PLACES)
def test_the_search_would_have_found_it(canaries: Canaries, place: str) -> None:
    """After the searches: what is planted here stays."""
    surface = canaries.places[place]
    planted = (CANARY, "+12015550199", "zebulonia.0@example.com")
    if place in SPOKEN:
        assert any("flightpulse_consumer_" in text for text in surface.read())
        assert found([f'x{{name="{text}"}} 1' for text in planted], planted) == set(planted)
        return
    assert found(canaries.texts[place], planted) == set()
    surface.plant(" and ".join(planted))
    assert found(surface.read(), planted) == set(planted)


def test_persons_are_where_they_belong(canaries: Canaries, rig: ReplayRig) -> None:
    """The spared fields do hold what is searched for: the search spares nothing else."""
    deployment = rig.platform.deployment
    pages = deployment.client("dynamodb").get_paginator("scan").paginate(TableName=deployment.table)
    whole = [json.dumps(item, ensure_ascii=False) for page in pages for item in page["Items"]]

    assert found(whole, canaries.needles) >= {
        contact.address for party in canaries.parties for contact in party.contacts
    }


def test_all_places_are_searched(canaries: Canaries) -> None:
    assert set(PLACES) == set(canaries.places)


def test_every_event_that_was_on_the_bus_is_as_the_catalogue_says(canaries: Canaries) -> None:
    events = [json.loads(text) for text in canaries.texts["bus"]]
    assert {line for event in events for line in misfits(event["detail-type"], event["detail"])} == set()
    assert {event["detail-type"] for event in events} >= {
        *("flight.status_changed", "booking.created", "notification.email", "disruption.notified"),
    }
