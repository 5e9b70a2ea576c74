"""The spine when all goes well."""

import json

import pytest

from services.core.clock import parse_instant
from services.core.contracts import detail_types as types
from tests.contract.workflows.driver import Driver

pytestmark = pytest.mark.emulator


def test_an_event_on_the_bus_ends_in_told_contacts_and_one_announcement(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna", "bert", "held-1", "quiet-1"))
    workflows.publish(event)
    record = workflows.record_when(event, status="DONE")
    counts = {"contacts": 4, "told": 2, "held": 1, "quiet": 1, "failedContacts": 0, "failedBatches": 0}
    assert json.loads(record["counts"]) == counts
    (fact,) = workflows.facts(event)
    assert fact["source"] == types.WORKFLOWS
    assert fact["detail-type"] == types.DISRUPTION_NOTIFIED
    assert fact["detail"]["data"] == counts
    for name in ("flightKey", "correlationId", "asOf"):
        assert fact["detail"][name] == event["detail"][name]


def test_the_messenger_gets_ids_the_business_time_and_the_correlation_id(workflows: Driver) -> None:
    flight = workflows.flight("anna")
    event = workflows.event(flight)
    assert workflows.run(event) == "SUCCEEDED"
    assert workflows.batches(event) == [
        {
            "kind": "batch",
            "flightKey": flight,
            "eventId": event["detail"]["eventId"],
            "correlationId": "corr-1",
            "asOf": "2013-03-08T14:05:00Z",
            "traceparent": None,
            "contacts": ["anna"],
        }
    ]


def test_a_flight_without_contacts_is_done_at_once(workflows: Driver) -> None:
    event = workflows.event(workflows.flight())
    assert workflows.run(event) == "SUCCEEDED"
    assert workflows.batches(event) == []
    assert json.loads(workflows.record(event)["counts"])["contacts"] == 0


def test_more_contacts_than_a_page_are_all_told_once_in_batches_of_twenty(workflows: Driver) -> None:
    contacts = [f"c{number:03}" for number in range(130)]
    flight = workflows.flight(*contacts)
    # Ten of them stand on three bookings: the hundredth item falls between the bookings of one contact.
    for booking in ("B2", "B3"):
        workflows.flight(*contacts[81:91], booking=booking, key=flight)
    event = workflows.event(flight)
    assert workflows.run(event) == "SUCCEEDED"
    assert sorted(workflows.told(event)) == contacts
    assert max(len(batch["contacts"]) for batch in workflows.batches(event)) == 20
    assert json.loads(workflows.record(event)["counts"])["contacts"] == 130


def test_exactly_one_full_page_is_told_once(workflows: Driver) -> None:
    contacts = [f"c{number:03}" for number in range(100)]
    event = workflows.event(workflows.flight(*contacts))
    assert workflows.run(event) == "SUCCEEDED"
    assert sorted(workflows.told(event)) == contacts


@pytest.mark.parametrize(
    ("detail_type", "machine"),
    [
        (types.FLIGHT_DELAY_CLEARED, "DelayStateMachineArn"),
        (types.FLIGHT_DIVERTED, "DelayStateMachineArn"),
        (types.FLIGHT_GATE_CHANGED, "GateChangeStateMachineArn"),
        (types.FLIGHT_CANCELLED, "CancellationStateMachineArn"),
        (types.FLIGHT_REINSTATED, "CancellationStateMachineArn"),
    ],
)
def test_each_kind_of_news_runs_on_its_machine(detail_type: str, machine: str, workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna"), detail_type)
    workflows.publish(event)
    record = workflows.record_when(event, status="DONE")
    assert record["machine"] == workflows.outputs[machine]
    assert workflows.told(event) == ["anna"]


def test_a_finished_run_is_off_the_work_list_and_expires(workflows: Driver) -> None:
    event = workflows.event(workflows.flight("anna"))
    assert workflows.run(event) == "SUCCEEDED"
    record = workflows.record(event)
    assert not {"due", "GSI1PK", "GSI1SK", "leaseUntil"} & record.keys()
    assert event["detail"]["eventId"] not in workflows.due()
    finished = parse_instant(record["finishedAt"])
    assert int(record["expiresAt"]) - finished // 1000 == pytest.approx(30 * 86_400, abs=5)
