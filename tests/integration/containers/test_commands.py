"""Commands by REST while the API is killed: a client that repeats them has said everything once."""

from collections import Counter
from collections.abc import Sequence

import httpx
import pytest

from services.core.clock import MINUTE, format_instant
from tests.integration.containers.contained import NotInTime
from tests.integration.containers.flights import OUT, troubled_flights
from tests.integration.containers.oracles import broken_promises
from tests.integration.containers.services import Api, Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ATTEMPTS = 50
SECONDS = 3.0


def test_the_api_is_killed_between_commands_that_are_repeated(
    running: System, consumer: Consumer, api: Api
) -> None:
    flights = troubled_flights(8100, 6)
    traffic = Traffic(running, flights)
    traffic.schedule()
    keys = [str(flight.key) for flight in flights]
    accepted = _delay(api, keys[:3])
    api.kill()
    api.start_again()
    # The client never saw the answers: it says all of it, from the beginning.
    again = _delay(api.wait_ready(), keys)
    assert {key: again[key] for key in keys[:3]} == accepted, "a repeated command is the same event"
    traffic.settle()
    for key, event_id in again.items():
        traffic.sent[key].add(event_id)
    assert broken_promises(running, traffic.sent) == []
    for key in keys:
        answer = httpx.get(f"{api.url}/v1/flights/{key}/notifications", timeout=SECONDS)
        notifications = answer.raise_for_status().json()["items"]
        channels = Counter(each["channel"] for each in notifications)
        assert channels == {"sms": 1, "email": 1}, "one delay is one message to each passenger"


def _delay(api: Api, keys: Sequence[str]) -> dict[str, str]:
    """Say of each flight that it is late; event ids by flight."""
    return {key: _say(api, key) for key in keys}


def _say(api: Api, key: str) -> str:
    body = {
        "eventType": "flight.delayed",
        "occurredAt": format_instant(OUT - 300 * MINUTE),
        "data": {"estimatedOut": format_instant(OUT + 50 * MINUTE), "reason": "CREW"},
    }
    for _ in range(ATTEMPTS):
        try:
            answer = httpx.post(
                f"{api.url}/v1/flights/{key}/events",
                json=body,
                headers={"Idempotency-Key": f"late-{key}"},
                timeout=SECONDS,
            )
        except httpx.TransportError:
            continue
        if answer.status_code == httpx.codes.ACCEPTED:
            event_id: str = answer.json()["eventId"]
            return event_id
        assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, answer.text
    raise NotInTime(f"no 202 for {key} in {ATTEMPTS} attempts.\n{api.log_tail()}")
