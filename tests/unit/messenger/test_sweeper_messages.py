"""When a message left pending or held is asked for again, and by which clock."""

from __future__ import annotations

import pytest

from services.core.clock import MINUTE, format_instant
from services.core.table import keys
from services.messenger.request import parse_request
from tests.fakes.messenger import ANN, AS_OF, FLIGHT
from tests.unit.messenger.sweeper_world import NOW, World


def test_a_malformed_message_keeps_no_other_waiting(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    key = keys.told(FLIGHT, "0" * 32)
    world.table.put({**key.primary(), **keys.due(key, NOW - 2).gsi1(), "type": "told", "n": 1}, {})
    world.told(NOW - 1, "PENDING")

    assert world.sweep() == {"failed": 1, "requested": 1}
    assert [record.message for record in caplog.records] == ["look_not_requested"]


def test_a_message_left_pending_becomes_a_request_that_the_messenger_takes() -> None:
    world = World()
    world.told(NOW - 1, "PENDING")

    assert world.sweep() == {"requested": 1}
    assert world.sweep() == {"requested": 1}

    first, second = world.bus.events
    assert first == second, "swept twice, it is one request"
    assert first.source == "flightpulse.sweeper"
    request = parse_request({"detail-type": first.detail_type, "detail": first.detail})
    assert (request.contacts, request.reason, request.as_of) == ((ANN,), "due", None)


def test_a_lease_ends_by_the_wall_clock_and_a_hold_by_the_minute_of_the_replay() -> None:
    world = World()
    world.told(NOW + MINUTE, "PENDING", "1" * 32)
    world.told(AS_OF + MINUTE, "HELD", "2" * 32)

    assert world.sweep(business=AS_OF) == {}
    assert world.sweep(business=AS_OF + MINUTE) == {"requested": 1}
    (event,) = world.bus.events
    assert event.detail["contactId"] == "2" * 32
    assert event.detail["asOf"] == format_instant(AS_OF + MINUTE)


def test_a_replay_ahead_of_the_wall_clock_ends_no_lease_early() -> None:
    world = World()
    world.told(NOW + MINUTE, "PENDING")

    assert world.sweep(business=NOW + 2 * MINUTE) == {}


def test_a_replay_whose_minute_is_unknown_releases_no_hold() -> None:
    world = World()
    world.told(AS_OF, "HELD")

    assert world.sweep(business=None) == {}
