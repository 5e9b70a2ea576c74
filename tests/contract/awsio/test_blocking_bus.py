"""What the Lambdas rely on in the bus; the fake and the EventBridge adapter both keep it."""

from __future__ import annotations

import json
import uuid

import pytest

from local.emulator.emulator import Emulator
from services.core.awsio.blocking.bus import Bus, BusEvent
from services.core.awsio.blocking.clients import client
from services.core.awsio.blocking.eventbridge import EventBridgeBus
from tests.contract.heard_bus import HeardBus
from tests.fakes.bus import FakeBus

EVENTS = [BusEvent("flightpulse.messenger", "notification.sms", {"n": n, "kind": "é"}) for n in range(12)]


@pytest.fixture
def heard_bus(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> HeardBus:
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.endpoint)
    return HeardBus.create(emulator.endpoint, f"blocking-{uuid.uuid4().hex[:8]}")


def over_eventbridge(heard_bus: HeardBus) -> EventBridgeBus:
    return EventBridgeBus(client("events"), heard_bus.name, lambda _: None)


@pytest.fixture(params=["memory", pytest.param("eventbridge", marks=pytest.mark.emulator)])
def any_bus(request: pytest.FixtureRequest) -> Bus:
    if request.param == "memory":
        return FakeBus()
    return over_eventbridge(request.getfixturevalue("heard_bus"))


def test_every_event_is_answered_for_in_its_order(any_bus: Bus) -> None:
    receipts = any_bus.publish(EVENTS)

    assert [receipt.event for receipt in receipts] == EVENTS
    assert not any(receipt.code for receipt in receipts)
    assert any_bus.publish([]) == []


@pytest.mark.emulator
def test_what_is_published_is_what_is_heard(heard_bus: HeardBus) -> None:
    over_eventbridge(heard_bus).publish(EVENTS)

    heard = [json.loads(body) for body in heard_bus.heard()]

    assert sorted(each["detail"]["n"] for each in heard) == list(range(12))
    assert {(each["source"], each["detail-type"]) for each in heard} == {
        ("flightpulse.messenger", "notification.sms")
    }
    assert heard[0]["detail"]["kind"] == "é"
