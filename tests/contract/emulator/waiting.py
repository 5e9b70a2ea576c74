"""Waiting for what the emulator does in the background."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from local.emulator.emulator import Emulator

T = TypeVar("T")
LIMIT_SECONDS = 60.0
POLL_SECONDS = 0.05


def eventually(look: Callable[[], T | None], limit_seconds: float = LIMIT_SECONDS) -> T:
    """The first truthy answer; fails when there is none in time."""
    deadline = time.monotonic() + limit_seconds
    while not (answer := look()):
        assert time.monotonic() < deadline, f"nothing within {limit_seconds:g} s"
        time.sleep(POLL_SECONDS)
    return answer


def run_machine(emulator: Emulator, arn: str, content: str) -> dict[str, Any]:
    """Start an execution and wait for its end."""
    states = emulator.client("stepfunctions")
    execution = states.start_execution(stateMachineArn=arn, input=content)["executionArn"]

    def ended() -> dict[str, Any] | None:
        state: dict[str, Any] = states.describe_execution(executionArn=execution)
        return None if state["status"] == "RUNNING" else state

    return eventually(ended)


def receive(emulator: Emulator, queue_url: str, limit_seconds: float = LIMIT_SECONDS) -> list[dict[str, Any]]:
    """The messages that come to a queue, taken off it."""
    sqs = emulator.client("sqs")

    def poll() -> list[dict[str, Any]]:
        answer = sqs.receive_message(
            QueueUrl=queue_url, MaxNumberOfMessages=10, MessageAttributeNames=["All"], WaitTimeSeconds=0
        )
        messages: list[dict[str, Any]] = answer.get("Messages", [])
        for message in messages:
            sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
        return messages

    return eventually(poll, limit_seconds)


def log_lines(emulator: Emulator, group: str) -> list[str]:
    """Every line of a log group."""
    answer = emulator.client("logs").filter_log_events(logGroupName=group)
    return [event["message"] for event in answer["events"]]


def put_event(emulator: Emulator, bus: str, detail_type: str, detail: str) -> None:
    """Publish one event to the probe bus."""
    entry = {"Source": "flightpulse.test", "DetailType": detail_type, "EventBusName": bus, "Detail": detail}
    answer = emulator.client("events").put_events(Entries=[entry])
    assert answer["FailedEntryCount"] == 0
