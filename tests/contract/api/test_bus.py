"""What the API relies on of its bus: EventBridge and the fake take the same event, whole."""

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from services.api.adapters.bus import EventBridgeBus
from services.api.ports import Bus, BusUnavailable
from services.core.awsio.client import AwsClient
from tests.fakes.api_bus import InMemoryBus

pytestmark = pytest.mark.emulator

DETAIL = {"requestId": "r-1", "reason": "resend", "text": "grüß"}
Received = Callable[[], Awaitable[tuple[str, dict[str, Any]]]]


@pytest.fixture(params=["fake", "eventbridge"])
async def bus(request: pytest.FixtureRequest, aws: AwsClient) -> tuple[Bus, Received]:
    if request.param == "fake":
        fake = InMemoryBus()

        async def last() -> tuple[str, dict[str, Any]]:
            return fake.events[-1]

        return fake, last
    name = f"contract-{uuid.uuid4().hex[:8]}"
    await aws.events("CreateEventBus", {"Name": name})
    return EventBridgeBus(aws, name), await _subscribe(aws, name)


async def test_an_event_arrives_with_its_type_and_detail(bus: tuple[Bus, Received]) -> None:
    publisher, received = bus
    await publisher.publish("notification.requested", DETAIL)
    assert await received() == ("notification.requested", DETAIL)


async def test_an_unreachable_bus_is_unavailable(aws: AwsClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    async with AwsClient("us-east-1") as nowhere:
        with pytest.raises(BusUnavailable):
            await EventBridgeBus(nowhere, "any").publish("notification.requested", DETAIL)


async def test_a_failed_entry_is_unavailable(aws: AwsClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def failed(*_: Any, **__: Any) -> dict[str, Any]:
        return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "ThrottlingException"}]}

    monkeypatch.setattr(aws, "events", failed)
    with pytest.raises(BusUnavailable, match="ThrottlingException"):
        await EventBridgeBus(aws, "any").publish("notification.requested", DETAIL)


async def _subscribe(aws: AwsClient, bus_name: str) -> Received:
    """A rule for this service's source, into a queue."""
    queue = (await aws.call("sqs", "CreateQueue", {"QueueName": bus_name}))["QueueUrl"]
    attributes = {"QueueUrl": queue, "AttributeNames": ["QueueArn"]}
    arn = (await aws.call("sqs", "GetQueueAttributes", attributes))["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": ["flightpulse.api"]})
    await aws.events("PutRule", {"Name": "all", "EventBusName": bus_name, "EventPattern": pattern})
    targets = {"Rule": "all", "EventBusName": bus_name, "Targets": [{"Id": "queue", "Arn": arn}]}
    await aws.events("PutTargets", targets)

    async def received() -> tuple[str, dict[str, Any]]:
        for _ in range(50):
            reply = await aws.call("sqs", "ReceiveMessage", {"QueueUrl": queue})
            if reply.get("Messages"):
                event = json.loads(reply["Messages"][0]["Body"])
                return event["detail-type"], event["detail"]
            await asyncio.sleep(0.1)
        raise AssertionError("the event did not arrive")

    return received
