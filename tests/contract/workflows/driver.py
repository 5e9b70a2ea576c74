"""Puts flights and events into the embedded AWS and reads back what the workflows made of them."""

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from local.emulator.emulator import Emulator
from services.core.contracts.detail_types import CONSUMER, FLIGHT_DELAYED
from services.core.contracts.envelope import seal
from services.core.table import keys
from tests.contract.emulator.waiting import eventually
from tests.infra.bus_events import OperationsEvent

Event = dict[str, Any]
_WRITES_PER_CALL = 25
END_SECONDS = 120.0  # of a run with thousands of bookings, on a machine that does other things
LONG_AGO = "2020-01-01T00:00:00.000Z"


@dataclass(frozen=True)
class Driver:
    """One deployment of the workflows."""

    emulator: Emulator
    outputs: dict[str, str]
    _clients: dict[str, Any] = field(default_factory=dict)

    def client(self, service: str) -> Any:
        """A client of the emulator, made once."""
        return self._clients.setdefault(service, self.emulator.client(service))

    def flight(self, *contacts: str, booking: str = "B1", key: str | None = None) -> str:
        """A flight with contacts on one booking; more of them with `key`."""
        key = key or f"UA-{uuid.uuid4().int % 10_000:04}-2013-03-08-EWR-{uuid.uuid4().int % 1_000_000}"
        rows = [
            keys.flight_contact(key, contact, booking).primary()
            | {"contactId": contact, "bookingId": booking, "status": "CONFIRMED"}
            for contact in contacts
        ]
        for start in range(0, len(rows), _WRITES_PER_CALL):
            writes = [
                {"PutRequest": {"Item": _attributes(row)}} for row in rows[start : start + _WRITES_PER_CALL]
            ]
            self.client("dynamodb").batch_write_item(RequestItems={self.outputs["TableName"]: writes})
        return key

    def event(self, flight: str, detail_type: str = FLIGHT_DELAYED, data: Event | None = None) -> Event:
        """A bus event as the consumer seals it; a new one each time."""
        offset = uuid.uuid4().int % 1_000_000_000
        envelope = seal(
            key=flight, ver=3, detail_type=detail_type, data=data or {"severity": "major"},
            cause=OperationsEvent(), as_of=1_362_751_500_000, topic="flight-operations", partition=4,
            last_offset=offset,
        )  # fmt: skip
        return {"source": CONSUMER, "detail-type": detail_type, "detail": dict(envelope.detail)}

    def publish(self, event: Event) -> None:
        """Through the bus and its rules."""
        entry = {
            "EventBusName": self.outputs["BusName"],
            "Source": event["source"],
            "DetailType": event["detail-type"],
            "Detail": json.dumps(event["detail"]),
        }
        assert self.client("events").put_events(Entries=[entry])["FailedEntryCount"] == 0

    def start(self, event: Event, machine: str = "DelayStateMachineArn") -> str:
        """Starts a workflow as a rule does; returns the execution."""
        started = self.client("stepfunctions").start_execution(
            stateMachineArn=self.outputs[machine], input=json.dumps(event)
        )
        return str(started["executionArn"])

    def run(self, event: Event, machine: str = "DelayStateMachineArn") -> str:
        """Starts a workflow, waits for its end and returns its status."""
        return self.ended(self.start(event, machine))

    def ended(self, execution: str, limit_seconds: float = END_SECONDS) -> str:
        """The status that an execution ends in."""

        def status() -> str | None:
            answer = self.client("stepfunctions").describe_execution(executionArn=execution)
            return None if answer["status"] == "RUNNING" else str(answer["status"])

        return eventually(status, limit_seconds)

    def entered(self, execution: str) -> list[str]:
        """The states that an execution came to so far, in order; not those inside a Map."""
        history = self.client("stepfunctions").get_execution_history(executionArn=execution)
        return [
            item["stateEnteredEventDetails"]["name"]
            for item in history["events"]
            if "stateEnteredEventDetails" in item
        ]

    def events_of(self, execution: str) -> int:
        """How many events its history holds."""
        pages = self.client("stepfunctions").get_paginator("get_execution_history")
        return sum(len(page["events"]) for page in pages.paginate(executionArn=execution))

    def record(self, event: Event) -> dict[str, str]:
        """RUN#{eventId} as it is now; empty when there is none."""
        key = _attributes(keys.run(event["detail"]["eventId"]).primary())
        found = self.client("dynamodb").get_item(
            TableName=self.outputs["TableName"], Key=key, ConsistentRead=True
        )
        return {name: next(iter(value.values())) for name, value in found.get("Item", {}).items()}

    def record_when(self, event: Event, *, status: str) -> dict[str, str]:
        """The record, once it has this status."""
        return eventually(
            lambda: record if (record := self.record(event)).get("status") == status else None, END_SECONDS
        )

    def overwrite(self, event: Event, **values: str) -> None:
        """Changes a run behind the workflow's back."""
        self.client("dynamodb").update_item(
            TableName=self.outputs["TableName"],
            Key=_attributes(keys.run(event["detail"]["eventId"]).primary()),
            UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in values),
            ExpressionAttributeNames={f"#{name}": name for name in values},
            ExpressionAttributeValues={f":{name}": {"S": value} for name, value in values.items()},
        )

    def count_attempts(self, event: Event, attempts: int) -> None:
        """Sets how often a run was tried."""
        self.client("dynamodb").update_item(
            TableName=self.outputs["TableName"],
            Key=_attributes(keys.run(event["detail"]["eventId"]).primary()),
            UpdateExpression="SET attempts = :attempts",
            ExpressionAttributeValues={":attempts": {"N": str(attempts)}},
        )

    def count_restarts(self, event: Event, restarts: int) -> None:
        """Sets how often the sweeper started a run again."""
        self.client("dynamodb").update_item(
            TableName=self.outputs["TableName"],
            Key=_attributes(keys.run(event["detail"]["eventId"]).primary()),
            UpdateExpression="SET restarts = :restarts",
            ExpressionAttributeValues={":restarts": {"N": str(restarts)}},
        )

    def let_time_pass(self, event: Event) -> None:
        """Until the lease of a run, or its back-off, is over."""
        self.overwrite(
            event,
            due=LONG_AGO,
            leaseUntil=LONG_AGO,
            GSI1SK=f"{LONG_AGO}#RUN#{event['detail']['eventId']}#META",
        )

    def sweep(self) -> dict[str, int]:
        """One invocation of the sweeper; returns its counts."""
        answer = self.client("lambda").invoke(FunctionName=self.outputs["SweeperFunctionName"], Payload=b"{}")
        payload = answer["Payload"].read()
        assert "FunctionError" not in answer, payload
        counts: dict[str, int] = json.loads(payload)
        return counts

    def due(self) -> list[str]:
        """The ids of all events whose run is on the sweeper's work list."""
        return [
            row["eventId"]["S"]
            for shard in range(keys.DUE_SHARDS)
            for row in self.client("dynamodb").query(
                TableName=self.outputs["TableName"],
                IndexName="GSI1",
                KeyConditionExpression="GSI1PK = :pk",
                ExpressionAttributeValues={":pk": {"S": keys.due_pk(shard)}},
            )["Items"]
        ]

    def batches(self, event: Event) -> list[dict[str, Any]]:
        """What the messenger was given for an event, in no order."""
        lines = (line for line in self.log_of("MessengerFunctionName") if "BATCH " in line)
        payloads = [json.loads(line.split("BATCH ", 1)[1]) for line in lines]
        return [payload for payload in payloads if payload.get("eventId") == event["detail"]["eventId"]]

    def told(self, event: Event) -> list[str]:
        """Every contact that the messenger was given, repeats too."""
        return [contact for batch in self.batches(event) for contact in batch["contacts"]]

    def facts(self, event: Event, group: str = "FactsLogGroup") -> list[Event]:
        """The workflows' announcements about an event, from the log group at the end of their rule."""
        return [
            line
            for line in self.sink(group)
            if line["detail"].get("causationId") == event["detail"]["eventId"]
        ]

    def log_of(self, function: str) -> list[str]:
        """The log of a function, which is named by its output."""
        name = self.outputs[function]
        found = self.client("lambda").get_function_configuration(FunctionName=name)
        return self._lines(found["LoggingConfig"]["LogGroup"])

    def sink(self, group: str) -> list[Event]:
        """The events in a sink, which is named by its output."""
        return [json.loads(line) for line in self._lines(self.outputs[group])]

    def failures(self, event: Event) -> list[Event]:
        """The announcements of failure."""
        return self.facts(event, "FailuresLogGroup")

    def rebooking(self, flight: str) -> list[Event]:
        """Every event about a flight that came to the rebooking queue so far."""
        found = {}
        while (
            messages := self.client("sqs")
            .receive_message(QueueUrl=self.outputs["RebookingQueueUrl"], MaxNumberOfMessages=10)
            .get("Messages")
        ):
            found.update({message["MessageId"]: json.loads(message["Body"]) for message in messages})
            for message in messages:
                self.client("sqs").delete_message(
                    QueueUrl=self.outputs["RebookingQueueUrl"], ReceiptHandle=message["ReceiptHandle"]
                )
        self._rebooking.extend(found.values())
        return [event for event in self._rebooking if event["detail"]["flightKey"] == flight]

    def pages(self, wanted: Callable[[Event], bool]) -> list[Event]:
        """Messages of the failure topic, once there is one that is wanted."""

        def poll() -> list[Event]:
            self._paged.extend(self._receive())
            return [page for page in self._paged if wanted(page)]

        return eventually(poll)

    def reporters(self, execution: str) -> Sequence[Event]:
        """The executions of the reporter about an execution, ended ones only."""
        states = self.client("stepfunctions")
        runs = [
            states.describe_execution(executionArn=item["executionArn"])
            for item in states.list_executions(stateMachineArn=self._reporter)["executions"]
        ]
        return [run for run in runs if execution in run["input"] and run["status"] != "RUNNING"]

    @contextmanager
    def time_out(self, machine: str, seconds: int) -> Iterator[None]:
        """The same workflow with another time-out, for as long as this lasts."""
        states, arn = self.client("stepfunctions"), self.outputs[machine]
        kept = states.describe_state_machine(stateMachineArn=arn)["definition"]
        changed = json.dumps({**json.loads(kept), "TimeoutSeconds": seconds})
        states.update_state_machine(stateMachineArn=arn, definition=changed)
        try:
            yield
        finally:
            states.update_state_machine(stateMachineArn=arn, definition=kept)

    @contextmanager
    def changed(self, machine: str, change: Callable[[Event], None]) -> Iterator[None]:
        """The same workflow with something changed in its states, for as long as this lasts."""
        states, arn = self.client("stepfunctions"), self.outputs[machine]
        kept = states.describe_state_machine(stateMachineArn=arn)["definition"]
        definition = json.loads(kept)
        change(definition["States"])
        states.update_state_machine(stateMachineArn=arn, definition=json.dumps(definition))
        try:
            yield
        finally:
            states.update_state_machine(stateMachineArn=arn, definition=kept)

    def report(self, status_event: Event) -> None:
        """Hands a status change of an execution to the reporter, as its rule does."""
        self.client("stepfunctions").start_execution(
            stateMachineArn=self._reporter, input=json.dumps(status_event)
        )

    @cached_property
    def _reporter(self) -> str:
        machines = self.client("stepfunctions").list_state_machines()["stateMachines"]
        (arn,) = (str(item["stateMachineArn"]) for item in machines if "Reporter" in item["name"])
        return arn

    def _lines(self, group: str) -> list[str]:
        answer = self.client("logs").filter_log_events(logGroupName=group)
        return [event["message"] for event in answer["events"]]

    @cached_property
    def _rebooking(self) -> list[Event]:
        return []

    @cached_property
    def _paged(self) -> list[Event]:
        return []

    @cached_property
    def _queue(self) -> str:
        sqs = self.client("sqs")
        url = str(sqs.create_queue(QueueName=f"pager-{uuid.uuid4().hex}")["QueueUrl"])
        arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        self.client("sns").subscribe(TopicArn=self.outputs["FailureTopicArn"], Protocol="sqs", Endpoint=arn)
        return url

    def listen_to_pages(self) -> None:
        """Subscribes to the failure topic; what was sent before is not seen."""
        assert self._queue

    def _receive(self) -> list[Event]:
        answer = self.client("sqs").receive_message(QueueUrl=self._queue, MaxNumberOfMessages=10)
        messages = answer.get("Messages", [])
        for message in messages:
            self.client("sqs").delete_message(QueueUrl=self._queue, ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(json.loads(message["Body"])["Message"]) for message in messages]


def _attributes(values: dict[str, str]) -> dict[str, dict[str, str]]:
    return {name: {"S": value} for name, value in values.items()}
