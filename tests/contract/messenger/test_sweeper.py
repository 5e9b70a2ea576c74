"""The sweeper's own wiring against the embedded AWS: a run started again, a pending message asked for."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import pytest

from local.emulator.clients import local_client
from services.core.awsio.blocking.clients import client
from services.core.clock import WallClock, format_instant
from services.core.errors import Permanent
from services.core.table import keys
from services.messenger import bootstrap
from services.messenger.dynamo import DynamoTable
from services.messenger.sweeper.work_list import Times
from services.messenger.sweeper.workflows import StepFunctions
from tests.contract.messenger.conftest import Cloud
from tests.contract.messenger.test_lambda import environment
from tests.fakes.messenger import ANN, FLIGHT

pytestmark = pytest.mark.emulator

EVENT = str(uuid.uuid5(uuid.NAMESPACE_DNS, "run"))
INPUT = json.dumps({"source": "flightpulse.consumer", "detail": {"eventId": EVENT, "asOf": None}})
PASS = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}})


@pytest.fixture
def machine(cloud: Cloud) -> str:
    states = local_client(cloud.endpoint, "stepfunctions")
    arn: str = states.create_state_machine(
        name=cloud.table, definition=PASS, roleArn="arn:aws:iam::000000000000:role/none"
    )["stateMachineArn"]
    return arn


def executions(cloud: Cloud, machine: str) -> list[dict[str, Any]]:
    states = local_client(cloud.endpoint, "stepfunctions")
    found: list[dict[str, Any]] = states.list_executions(stateMachineArn=machine)["executions"]
    return found


def test_what_is_due_is_started_again_or_asked_for(cloud: Cloud, machine: str) -> None:
    table, due = DynamoTable(client("dynamodb"), cloud.table), WallClock().now() - 1000
    run = keys.run(EVENT)
    table.put(
        {
            **run.primary(),
            **keys.due(run, due).gsi1(),
            "type": "run",
            "eventId": EVENT,
            "flightKey": FLIGHT,
            "correlationId": "correlation-1",
            "machine": machine,
            "input": INPUT,
            "status": "FAILED",
            "execution": "execution-1",
            "attempts": 1,
            "due": format_instant(due),
        },
        {},
    )
    told = keys.told(FLIGHT, ANN)
    table.put(
        {
            **told.primary(),
            **keys.due(told, due).gsi1(),
            "type": "told",
            "flightKey": FLIGHT,
            "contactId": ANN,
            "status": "PENDING",
            "n": 1,
        },
        {},
    )
    here = bootstrap.sweeping(environment(cloud))

    counts = here.sweeper.sweep(Times(here.clock.now(), None), None, lambda: 60.0)

    assert here.in_replay
    assert {name: count for name, count in counts.items() if count} == {"restarted": 1, "requested": 1}
    (started,) = executions(cloud, machine)
    assert started["name"] == f"{EVENT}-restart-1"
    stored = table.get(run.pk, run.sk)
    assert stored is not None
    assert (stored["restarts"], stored["status"]) == (1, "FAILED")
    (event,) = [json.loads(body) for body in cloud.heard()]
    assert (event["source"], event["detail-type"]) == ("flightpulse.sweeper", "notification.requested")
    assert event["detail"]["contactId"] == ANN


def test_the_new_execution_gets_the_recorded_input(cloud: Cloud, machine: str) -> None:
    StepFunctions(client("stepfunctions")).start(machine, "again", INPUT)

    states = local_client(cloud.endpoint, "stepfunctions")
    (started,) = executions(cloud, machine)
    for _ in range(50):
        found = states.describe_execution(executionArn=started["executionArn"])
        if found["status"] != "RUNNING":
            break
        time.sleep(0.1)
    assert json.loads(found["input"]) == json.loads(INPUT)


def test_a_machine_that_is_gone_is_a_permanent_error(cloud: Cloud) -> None:
    gone = "arn:aws:states:us-east-1:000000000000:stateMachine:gone"

    with pytest.raises(Permanent, match="StateMachineDoesNotExist"):
        StepFunctions(client("stepfunctions")).start(gone, "again", INPUT)
