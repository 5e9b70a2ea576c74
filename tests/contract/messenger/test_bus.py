"""What the messenger relies on in the bus; the fake and the EventBridge adapter both keep it."""

from __future__ import annotations

import json

import pytest

from services.messenger.bus import EventBridgeBus
from services.messenger.clients import client
from services.messenger.ports import Bus, BusEvent
from tests.contract.messenger.conftest import Cloud
from tests.fakes.messenger import FakeBus

EVENTS = [BusEvent("flightpulse.messenger", "notification.sms", {"n": n, "kind": "é"}) for n in range(12)]


@pytest.fixture(params=["memory", pytest.param("eventbridge", marks=pytest.mark.emulator)])
def any_bus(request: pytest.FixtureRequest) -> Bus:
    if request.param == "memory":
        return FakeBus()
    cloud: Cloud = request.getfixturevalue("cloud")
    return EventBridgeBus(client("events"), cloud.bus, lambda _: None)


def test_every_event_is_answered_for_in_its_order(any_bus: Bus) -> None:
    receipts = any_bus.publish(EVENTS)

    assert [receipt.event for receipt in receipts] == EVENTS
    assert not any(receipt.failed or receipt.refused for receipt in receipts)
    assert any_bus.publish([]) == []


@pytest.mark.emulator
def test_what_is_published_is_what_is_heard(cloud: Cloud) -> None:
    EventBridgeBus(client("events"), cloud.bus, lambda _: None).publish(EVENTS)

    heard = [json.loads(body) for body in cloud.heard()]

    assert sorted(each["detail"]["n"] for each in heard) == list(range(12))
    assert {(each["source"], each["detail-type"]) for each in heard} == {
        ("flightpulse.messenger", "notification.sms")
    }
    assert heard[0]["detail"]["kind"] == "é"
