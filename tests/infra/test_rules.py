"""Which event goes where: every event of the catalogue against every rule."""

from typing import Any

import pytest

from services.core.contracts import detail_types as types
from services.core.flight.announcement import of_disposition
from services.core.flight.truth import Disposition, Truth
from tests.infra.bus_events import event, every_event
from tests.infra.patterns import matches
from tests.infra.template_view import View, referenced

DESTINATIONS = {
    types.FLIGHT_DELAYED: {"DelaySpine"},
    types.FLIGHT_DELAY_CLEARED: {"DelaySpine"},
    types.FLIGHT_DIVERTED: {"DelaySpine"},
    types.FLIGHT_GATE_CHANGED: {"GateChangeSpine"},
    types.FLIGHT_CANCELLED: {"CancellationSpine"},
    types.FLIGHT_REINSTATED: {"CancellationSpine"},
    types.FLIGHT_STATUS_CHANGED: {"SinksFacts"},
    types.NOTIFICATION_REQUESTED: {"MessengerFunction"},
    types.NOTIFICATION_EMAIL: {"SinksEmail"},
    types.NOTIFICATION_SMS: {"SinksSms"},
    types.NOTIFICATION_PUSH: {"SinksPush"},
    types.BOOKING_CREATED: {"SinksFacts"},
    types.BOOKING_STATUS_CHANGED: {"SinksFacts"},
    types.BOOKING_REBOOKING_NEEDED: {"RebookingQueueBookings"},
    types.DISRUPTION_NOTIFIED: {"SinksFacts"},
    types.WORKFLOW_FAILED: {"SinksFailures", "FailureTopic"},
}


@pytest.mark.parametrize("sample", every_event(), ids=lambda item: f"{item['source']} {item['detail-type']}")
def test_an_event_reaches_exactly_its_destinations(sample: dict[str, Any], local: View) -> None:
    reached = _reached(local, sample)
    wanted = DESTINATIONS[sample["detail-type"]]
    assert len(reached) == len(wanted)
    assert all(any(part in target for target in reached) for part in wanted), reached


@pytest.mark.parametrize("before", Disposition)
def test_a_diversion_goes_where_marks_are_undone_only_if_there_may_be_some(
    before: Disposition, local: View
) -> None:
    sample = event(types.FLIGHT_DIVERTED)
    truth = Truth(disposition=Disposition.DIVERTED, diverted_to="JFK")
    said = of_disposition(types.FLIGHT_DIVERTED, Truth(disposition=before), truth)
    sample["detail"]["data"] = said.data
    machine = "CancellationSpine" if before is Disposition.CANCELLED else "DelaySpine"

    (reached,) = _reached(local, sample)
    assert machine in reached


def test_an_event_of_a_foreign_source_reaches_nothing(local: View) -> None:
    for sample in every_event():
        foreign = {**sample, "source": "somebody.else"}
        assert not any(matches(rule["EventPattern"], foreign) for rule in _bus_rules(local))


def test_every_rule_pins_source_and_detail_type_or_is_a_schedule(local: View) -> None:
    for name, rule in local.resources("AWS::Events::Rule"):
        properties = rule["Properties"]
        pinned = properties.get("EventPattern", {}).keys() >= {"source", "detail-type"}
        assert pinned != ("ScheduleExpression" in properties), name


@pytest.mark.parametrize("status", ["FAILED", "TIMED_OUT", "ABORTED"])
def test_a_workflow_that_ends_badly_is_reported(status: str, local: View) -> None:
    for machine in local.spines():
        assert _reached_by_status(local, machine, status) == ["UnreportedFailuresReporter"]


@pytest.mark.parametrize("status", ["FAILED", "TIMED_OUT", "ABORTED"])
def test_the_reporter_itself_ending_badly_pages_and_does_not_report_itself(status: str, local: View) -> None:
    (reporter,) = (name for name in local.machines() if "Reporter" in name)
    assert _reached_by_status(local, reporter, status) == ["FailureTopic"]


@pytest.mark.parametrize("status", ["RUNNING", "SUCCEEDED"])
def test_a_workflow_that_runs_or_ends_well_is_not_reported(status: str, local: View) -> None:
    for machine in local.machines():
        assert _reached_by_status(local, machine, status) == []


def test_the_archive_keeps_every_event_of_the_bus_and_ends(local: View) -> None:
    archive = local.properties("AWS::Events::Archive")
    assert archive["EventPattern"] == {"source": [{"prefix": "flightpulse."}]}
    assert all(sample["source"].startswith("flightpulse.") for sample in every_event())
    assert archive["RetentionDays"] > 0


def test_a_detail_type_is_known_to_the_catalogue_of_destinations() -> None:
    assert DESTINATIONS.keys() == types.PRODUCERS.keys()
    assert event(types.FLIGHT_DELAYED)["detail"]["eventId"]


def _reached(view: View, sample: dict[str, Any]) -> list[str]:
    return [
        _target(item)
        for rule in _bus_rules(view)
        if matches(rule["EventPattern"], sample)
        for item in rule["Targets"]
    ]


def _bus_rules(view: View) -> list[dict[str, Any]]:
    return [
        item["Properties"]
        for _, item in view.resources("AWS::Events::Rule")
        if "EventBusName" in item["Properties"]
    ]


def _target(target: dict[str, Any]) -> str:
    arn = target["Arn"]
    if "Fn::Join" in arn:  # a log group, whose ARN is put together
        return " ".join(
            part["Ref"] for part in arn["Fn::Join"][1] if isinstance(part, dict) and "Ref" in part
        )
    return referenced(arn)


def _reached_by_status(view: View, machine: str, status: str) -> list[str]:
    sample = {
        "source": "aws.states",
        "detail-type": "Step Functions Execution Status Change",
        "detail": {"status": status, "stateMachineArn": machine},
    }
    reached = []
    for _, item in view.resources("AWS::Events::Rule"):
        rule = item["Properties"]
        if "EventBusName" in rule or "EventPattern" not in rule:
            continue
        pattern = {**rule["EventPattern"], "detail": dict(rule["EventPattern"]["detail"])}
        pattern["detail"]["stateMachineArn"] = [
            referenced(arn) for arn in pattern["detail"]["stateMachineArn"]
        ]
        if matches(pattern, sample):
            reached += [_target(target) for target in rule["Targets"]]
    names = ("UnreportedFailuresReporter", "FailureTopic")
    return [name for target in reached for name in names if name in target]
