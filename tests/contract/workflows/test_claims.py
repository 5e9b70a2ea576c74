"""One event is handled by one execution at a time, however often it comes."""

import json
from pathlib import Path

import pytest

from services.core.clock import parse_instant, sortable_instant
from services.core.table import keys
from tests.contract.workflows.driver import Driver

pytestmark = pytest.mark.emulator

LONG_AGO, FAR_AHEAD = "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"


def test_a_repeated_event_ends_quietly(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna"))
    assert workflows.run(event) == "SUCCEEDED"
    first = workflows.record(event)
    assert workflows.run(event) == "SUCCEEDED"
    assert workflows.record(event) == first
    assert workflows.told(event) == ["anna"]
    assert len(workflows.facts(event)) == 1


@pytest.mark.parametrize("status", ["PARKED", "RUNNING"])
def test_a_parked_run_and_one_in_other_hands_are_left_alone(status: str, workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna"))
    workflows.overwrite(event, status=status, execution="another", leaseUntil=FAR_AHEAD)
    assert workflows.run(event) == "SUCCEEDED"
    assert workflows.record(event)["execution"] == "another"
    assert workflows.told(event) == []


def test_a_run_whose_lease_ran_out_is_taken_over(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna"))
    workflows.overwrite(event, status="RUNNING", execution="dead", leaseUntil=LONG_AGO)
    assert workflows.run(event) == "SUCCEEDED"
    assert workflows.record(event)["status"] == "DONE"
    assert workflows.told(event) == ["anna"]


def test_a_failed_run_is_taken_up_again_and_counted(workflows: Driver) -> None:
    flight = workflows.flight("failed-1")
    event = workflows.event(flight)
    assert workflows.run(event) == "FAILED"
    failed = workflows.record(event)
    assert workflows.run(json.loads(failed["input"])) == "FAILED", (
        "the kept input is enough to start it again"
    )
    again = workflows.record(event)
    assert (failed["attempts"], again["attempts"]) == ("1", "2")
    assert failed["execution"] != again["execution"]
    assert _wait(again) == pytest.approx(2 * _wait(failed), abs=2_000), "the back-off doubles"


def test_an_execution_that_lost_its_run_leaves_it_to_the_new_owner(workflows: Driver, gate: Path) -> None:
    event = workflows.event(workflows.flight(f"until:{gate}"))
    execution = workflows.start(event)
    workflows.record_when(event, status="RUNNING")
    workflows.overwrite(event, execution="new owner")
    gate.touch()
    assert workflows.ended(execution) == "SUCCEEDED"
    record = workflows.record(event)
    assert (record["status"], record["execution"]) == ("RUNNING", "new owner")


def test_a_running_claim_is_on_the_work_list_from_the_end_of_its_lease(workflows: Driver, gate: Path) -> None:
    event = workflows.event(workflows.flight(f"until:{gate}"))
    execution = workflows.start(event)
    record = workflows.record_when(event, status="RUNNING")
    run = keys.run(event["detail"]["eventId"])
    lease = parse_instant(record["leaseUntil"])
    assert record["execution"] == execution
    assert record["due"] == record["leaseUntil"] == sortable_instant(lease)
    assert record["GSI1SK"] == keys.due(run, lease).sk
    assert event["detail"]["eventId"] in workflows.due()
    gate.touch()
    assert workflows.ended(execution) == "SUCCEEDED"


def test_what_is_kept_for_a_restart_is_ids_only(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna"))
    assert workflows.run(event) == "SUCCEEDED"
    kept = json.loads(workflows.record(event)["input"])
    wanted = {name: value for name, value in event["detail"].items() if name != "data"}
    assert kept == {"source": event["source"], "detail-type": event["detail-type"], "detail": wanted}


def _wait(record: dict[str, str]) -> int:
    return parse_instant(record["due"]) - parse_instant(record["failedAt"])
