"""A passenger who wants to sleep, in a replay: told when the night is over, and the report knows of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flightpulse.demo.options import DemoOptions
from local.report.holds import Holds
from services.core.clock import parse_instant
from services.core.table import keys
from tests.integration.replay_rig import Replay, ReplayRig

pytestmark = [pytest.mark.emulator, pytest.mark.broker, pytest.mark.slow, pytest.mark.timeout(300)]

SEED = 18
"""By it, the delay of the one flight is known soon after midnight, and one of its contacts sleeps."""


@pytest.fixture(scope="module")
def replay(rig: ReplayRig, sample: DemoOptions) -> Iterator[Replay]:
    with rig.played(replace(sample, flights=1, seed=SEED)) as played:
        yield played


def test_a_message_held_in_the_night_is_told_by_the_sweeper_at_the_minute_when_it_ends(
    replay: Replay,
) -> None:
    report = replay.report()

    assert (report.losses, report.holds) == ((), Holds(released=1))
    (message,) = [item for item in replay.items() if "heldUntil" in item and item["type"] == "notification"]
    assert message["asOf"] == message["heldUntil"] == "2013-03-08T11:30:00Z"
    others = {
        parse_instant(item["asOf"])
        for item in replay.items()
        if item["type"] == "notification" and item["contactId"] != message["contactId"] and item["n"] == 1
    }
    assert max(others) < parse_instant("2013-03-08T06:00:00Z"), "the others were told in the night"


def test_a_message_that_is_never_released_breaks_a_promise(replay: Replay) -> None:
    told = next(item for item in replay.items() if item["type"] == "notification" and "heldUntil" in item)
    held = {"heldUntil": told["heldUntil"], "holdToken": "token", "due": told["heldUntil"]}

    with replay.changed(keys.told(told["flightKey"], told["contactId"]), held):
        report = replay.report()

    assert {loss.kind for loss in report.losses} == {"still_held"}
    assert report.holds.waiting == 1
