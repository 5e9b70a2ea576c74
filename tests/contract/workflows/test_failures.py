"""The spine when something fails: isolated, recorded, announced once, and due again."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.core.clock import parse_instant
from services.core.contracts import detail_types as types
from tests.contract.emulator.waiting import eventually
from tests.contract.workflows.driver import Driver
from tests.event_schemas import misfits

pytestmark = pytest.mark.emulator


@pytest.fixture(autouse=True)
def _pager(workflows: Driver) -> None:
    workflows.listen_to_pages()


def test_a_batch_that_crashes_lets_the_others_go_on_and_fails_the_run(workflows: Driver) -> None:
    contacts = [f"c{number:02}" for number in range(40)]
    event = workflows.event(workflows.flight(*contacts, "crash-1"))
    execution = workflows.start(event)
    assert workflows.ended(execution) == "FAILED"
    assert set(workflows.told(event)) >= set(contacts) | {"crash-1"}
    record = workflows.record(event)
    assert record["status"] == "FAILED"
    assert record["execution"] == execution
    assert record["error"] == "FlightPulse.ContactsNotTold"
    assert record["cause"] == "1 batches and 1 contacts failed: ValueError"
    assert "leaseUntil" not in record
    assert parse_instant(record["due"]) > parse_instant(record["failedAt"])
    assert event["detail"]["eventId"] in workflows.due()
    assert workflows.facts(event) == [], "a run that failed is not announced as told"


def test_the_cause_names_each_error_that_ended_batches_once(workflows: Driver) -> None:
    # Batches are cut in the order of the ids, so more than one of them crashes, all alike.
    contacts = [f"{name}-{number:02}" for name in ("crash", "told", "crashed") for number in range(20)]
    event = workflows.event(workflows.flight(*contacts))
    assert workflows.run(event) == "FAILED"
    cause = workflows.record(event)["cause"]
    assert cause.endswith("contacts failed: ValueError")
    assert int(cause.split(" batches")[0]) > 1


def test_a_crashing_batch_is_tried_three_times(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("crash-1"))
    assert workflows.run(event) == "FAILED"
    assert workflows.told(event) == ["crash-1"] * 3


def test_a_contact_that_the_messenger_reports_as_failed_fails_the_run(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna", "failed-1", "failed-2"))
    assert workflows.run(event) == "FAILED"
    assert workflows.record(event)["cause"] == "0 batches and 2 contacts failed"
    assert len(workflows.batches(event)) == 1, "the messenger answered: this is no error to retry"


def test_a_failure_is_announced_and_paged_once(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("failed-1"))
    execution = workflows.start(event)
    assert workflows.ended(execution) == "FAILED"
    (report,) = eventually(lambda: workflows.reporters(execution))
    assert report["status"] == "SUCCEEDED", "it saw that the workflow had reported itself"
    (failure,) = workflows.failures(event)
    assert failure["source"] == types.WORKFLOWS
    assert failure["detail-type"] == types.WORKFLOW_FAILED
    assert misfits(types.WORKFLOW_FAILED, failure["detail"]) == []
    assert failure["detail"]["data"] == {
        "error": "FlightPulse.ContactsNotTold",
        "cause": "0 batches and 1 contacts failed",
        "execution": execution,
    }
    for name in ("flightKey", "correlationId", "asOf"):
        assert failure["detail"][name] == event["detail"][name]
    assert [page["detail"] for page in workflows.pages(_about(event))] == [failure["detail"]]


def test_an_aborted_workflow_is_recorded_and_announced_by_the_reporter(workflows: Driver, gate: Path) -> None:
    event = workflows.event(workflows.flight(f"until:{gate}"))
    execution = workflows.start(event)
    workflows.record_when(event, status="RUNNING")
    workflows.client("stepfunctions").stop_execution(executionArn=execution)
    gate.touch()
    record = workflows.record_when(event, status="FAILED")
    assert record["execution"] == execution
    assert record["error"] == "ABORTED"
    assert event["detail"]["eventId"] in workflows.due()
    (failure,) = workflows.failures(event)
    assert failure["detail"]["data"]["execution"] == execution
    assert workflows.pages(_about(event))


def test_a_workflow_past_its_own_time_out_is_recorded_and_announced_by_the_reporter(
    workflows: Driver, gate: Path
) -> None:
    event = workflows.event(workflows.flight(f"until:{gate}"), types.FLIGHT_GATE_CHANGED)
    with workflows.time_out("GateChangeStateMachineArn", seconds=2):
        execution = workflows.start(event, "GateChangeStateMachineArn")
        record = workflows.record_when(event, status="FAILED")
    gate.touch()
    assert workflows.ended(execution) == "TIMED_OUT"
    assert record["execution"] == execution
    assert event["detail"]["eventId"] in workflows.due()
    assert [failure["detail"]["data"]["execution"] for failure in workflows.failures(event)] == [execution]


def test_a_workflow_that_died_before_its_claim_is_recorded_and_starts_again(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna"))
    status = {
        "status": "FAILED",
        "executionArn": "arn:aws:states:us-east-1:000000000000:execution:delay:gone",
        "stateMachineArn": workflows.outputs["DelayStateMachineArn"],
        "name": "gone",
        "input": json.dumps(event),
        "error": "States.Runtime",
        "cause": None,
    }
    workflows.report({"source": "aws.states", "detail": status})
    record = workflows.record_when(event, status="FAILED")
    assert (record["error"], record["cause"]) == ("States.Runtime", "the execution ended as FAILED")
    assert workflows.run(json.loads(record["input"])) == "SUCCEEDED"
    assert workflows.told(event) == ["anna"]


def test_a_failure_of_an_execution_that_no_longer_owns_the_run_changes_nothing(
    workflows: Driver, gate: Path
) -> None:
    event = workflows.event(workflows.flight(f"until:{gate}"))
    execution = workflows.start(event)
    workflows.record_when(event, status="RUNNING")
    workflows.overwrite(event, execution="new owner")
    workflows.client("stepfunctions").stop_execution(executionArn=execution)
    gate.touch()
    (report,) = eventually(lambda: workflows.reporters(execution))
    assert report["status"] == "SUCCEEDED"
    record = workflows.record(event)
    assert (record["status"], record["execution"]) == ("RUNNING", "new owner")
    assert workflows.failures(event) == []


def test_a_workflow_that_fails_after_losing_its_run_leaves_the_record_to_the_new_owner(
    workflows: Driver, gate: Path
) -> None:
    event = workflows.event(workflows.flight(f"until:{gate}", "failed-1"))
    execution = workflows.start(event)
    workflows.record_when(event, status="RUNNING")
    workflows.overwrite(event, execution="new owner")
    gate.touch()
    assert workflows.ended(execution) == "FAILED"
    record = workflows.record(event)
    assert (record["status"], record["execution"]) == ("RUNNING", "new owner")


def test_an_event_that_cannot_be_read_still_pages(workflows: Driver) -> None:
    event = workflows.event(workflows.flight())
    del event["detail"]["flightKey"]
    execution = workflows.start(event)
    assert workflows.ended(execution) == "FAILED"
    (page,) = workflows.pages(lambda page: execution in json.dumps(page))
    assert page["source"] == "aws.states"
    assert page["detail"]["status"] == "FAILED"


def _about(event: dict[str, Any]) -> Any:
    return lambda page: page["detail"].get("causationId") == event["detail"]["eventId"]
