"""One trace without a gap: from a request to the API, over broker, bus and function, to each message."""

from collections.abc import Sequence

import httpx
import pytest

from flightpulse.demo.services import TOPIC
from services.core.clock import MINUTE, format_instant
from tests.fakes.collector import Seen
from tests.integration.containers.flights import OUT, troubled_flights
from tests.integration.containers.services import Api, Consumer
from tests.integration.containers.system import System
from tests.integration.containers.traffic import Traffic

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CALLER = "00-5af7651916cd43dd8448eb211c80319c-d7ad6b7169203331-01"
ROUTE = "/v1/flights/{key}/events"
WAIT_SECONDS = 60.0
CHANNELS = ("email", "sms")


def test_a_request_is_one_trace_to_every_message(running: System, consumer: Consumer, api: Api) -> None:
    flights = troubled_flights(8700, 1)
    Traffic(running, flights).schedule()
    answer = httpx.post(
        f"{api.url}/v1/flights/{flights[0].key}/events",
        json={
            "eventType": "flight.delayed",
            "occurredAt": format_instant(OUT - 300 * MINUTE),
            "data": {"estimatedOut": format_instant(OUT + 50 * MINUTE)},
        },
        headers={"Idempotency-Key": "traced", "traceparent": CALLER},
        timeout=10,
    )
    assert answer.status_code == httpx.codes.ACCEPTED, answer.text

    seen = running.collector.wait_until(WAIT_SECONDS, lambda spans: _is_complete(_of_caller(spans)))

    spans = _of_caller(seen)
    for channel in CHANNELS:
        (message,) = [span for span in spans if span.name == f"send notification.{channel}"]
        way = _way_to(message, spans)
        assert [(span.service, span.name) for span in way] == [
            ("flightpulse-api", f"POST {ROUTE}"),
            ("flightpulse-api", f"send {TOPIC}"),
            ("flightpulse-consumer", f"process {TOPIC}"),
            ("flightpulse-consumer", "send flight.delayed"),
            ("flightpulse-messenger", "process look"),
            ("flightpulse-messenger", message.name),
        ]
        assert way[0].parent == CALLER[36:52], "it does not go on from the caller's span"


def _of_caller(spans: Sequence[Seen]) -> list[Seen]:
    return [span for span in spans if span.trace == CALLER[3:35]]


def _is_complete(spans: Sequence[Seen]) -> bool:
    """The services send theirs after the functions."""
    names = {span.name for span in spans}
    return names >= {f"POST {ROUTE}", f"process {TOPIC}", *(f"send notification.{one}" for one in CHANNELS)}


def _way_to(last: Seen, spans: Sequence[Seen]) -> list[Seen]:
    """From the first span of ours to this one."""
    by_id, way = {span.span: span for span in spans}, [last]
    while (above := by_id.get(way[0].parent)) is not None:
        way.insert(0, above)
    return way
