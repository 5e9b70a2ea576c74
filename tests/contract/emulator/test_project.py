"""FlightPulse's own stacks on the embedded AWS."""

import json
import uuid

from local.emulator.emulator import Emulator
from tests.contract.emulator.waiting import eventually, log_lines

NEEDED_OUTPUTS = {
    "TableName",
    "BusName",
    "BusArn",
    "FailureTopicArn",
    "ContactSecretArn",
    "MessengerFunctionName",
    "SweeperFunctionName",
    "StreamFunctionName",
    "StreamFailuresQueueUrl",
    "DelayStateMachineArn",
    "GateChangeStateMachineArn",
    "CancellationStateMachineArn",
    "SinkLogGroupEmail",
    "SinkLogGroupSms",
    "SinkLogGroupPush",
    "FactsLogGroup",
    "RulesDeadLetterQueueUrl",
}


def test_the_stacks_deploy_from_their_snapshots_and_name_what_others_need(stacks: dict[str, str]) -> None:
    assert stacks.keys() >= NEEDED_OUTPUTS


def test_a_delayed_flight_without_passengers_runs_to_its_end_and_is_announced(
    emulator: Emulator, stacks: dict[str, str]
) -> None:
    event_id, flight = str(uuid.uuid4()), "UA-0207-2013-03-08-EWR-1"
    detail = {
        "specVersion": "1.0",
        "eventId": event_id,
        "flightKey": flight,
        "ver": 1,
        "occurredAt": "2013-03-08T10:00:00Z",
        "asOf": "2013-03-08T10:00:00Z",
        "correlationId": "contract",
        "causationId": None,
        "traceparent": None,
        "data": {"severity": "major"},
    }
    entry = {
        "Source": "flightpulse.consumer",
        "DetailType": "flight.delayed",
        "EventBusName": stacks["BusName"],
        "Detail": json.dumps(detail),
    }

    emulator.client("events").put_events(Entries=[entry])

    def run() -> dict[str, dict[str, str]] | None:
        key = {"PK": {"S": f"RUN#{event_id}"}, "SK": {"S": "META"}}
        answer = emulator.client("dynamodb").get_item(TableName=stacks["TableName"], Key=key)
        item: dict[str, dict[str, str]] = answer.get("Item", {})
        return item if item.get("status", {}).get("S") not in (None, "RUNNING") else None

    assert eventually(run)["status"] == {"S": "DONE"}
    said = eventually(
        lambda: [line for line in log_lines(emulator, stacks["FactsLogGroup"]) if event_id in line]
    )
    assert any(json.loads(line)["detail-type"] == "disruption.notified" for line in said)
