"""The workflows' definitions: one spine, time-outs everywhere, every failure leads to NotifyFailure."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.asl import every_state, successors
from infra.check import machine_problems
from infra.naming import WORKFLOWS_STACK
from tests.infra.template_view import View

RETRY_FIELDS = {
    "ErrorEquals",
    "IntervalSeconds",
    "BackoffRate",
    "MaxAttempts",
    "MaxDelaySeconds",
    "JitterStrategy",
}

# Functions of JSONata whose names would also do for a variable.
JSONATA_FUNCTIONS = {
    "count", "distinct", "error", "filter", "hash", "keys", "length", "map", "match", "merge", "millis",
    "not", "now", "number", "partition", "power", "random", "range", "round", "single", "sort", "string",
    "sum", "type", "uuid",
}  # fmt: skip


def test_the_graphs_have_no_dangling_or_unreachable_state(local: View, prod: View) -> None:
    for view in (local, prod):
        assert list(machine_problems(view.templates[WORKFLOWS_STACK])) == []


MARKING = {"PageBookings", "MarkBookings", "AnotherPageOfBookings"}
# What counts bookings besides contacts.
COUNTING = {"ReadEvent", "CountOutcome", "EverythingSucceeded", "AnnounceOutcome"}


def test_the_workflows_differ_only_in_what_they_wait_for_and_in_the_marking_of_bookings(local: View) -> None:
    spines = local.spines()
    assert len(spines) == 3
    delay, gate, cancellation = (
        _of(spines, part)["States"] for part in ("Delay", "GateChange", "Cancellation")
    )
    assert gate.keys() == delay.keys() | {"Urgent"}
    assert cancellation.keys() == (delay.keys() | MARKING) - {"Settle"}
    assert _different(delay, gate) == {"ReadEvent", "ClaimRun"}
    assert _different(delay, cancellation) == {"ClaimRun"} | COUNTING
    for states in (gate, cancellation):
        assert {**states["ClaimRun"], "Next": "Settle"} == delay["ClaimRun"]


def test_a_gate_change_settles_unless_it_is_urgent_and_a_cancellation_never(local: View) -> None:
    gate, cancellation = (_of(local.spines(), part)["States"] for part in ("GateChange", "Cancellation"))
    assert gate["ClaimRun"]["Next"] == "Urgent"
    assert list(successors(gate["Urgent"])) == ["PageContacts", "Settle"]
    assert gate["Settle"]["Next"] == "PageContacts"
    assert cancellation["ClaimRun"]["Next"] == "PageBookings"


def test_every_booking_is_marked_before_anybody_is_told(local: View) -> None:
    states = _of(local.spines(), "Cancellation")["States"]
    assert states["PageBookings"]["Next"] == "MarkBookings"
    assert states["MarkBookings"]["Next"] == "AnotherPageOfBookings"
    assert list(successors(states["AnotherPageOfBookings"])) == ["PageBookings", "PageContacts"]


def test_gates_settle_for_longer_than_delays_in_production(prod: View) -> None:
    delay, gate = (
        _of(prod.spines(), part)["States"]["Settle"]["Seconds"] for part in ("Delay", "GateChange")
    )
    assert 0 < delay < gate


def test_every_machine_is_jsonata_and_has_a_time_out(local: View) -> None:
    for name, machine in local.machines().items():
        assert machine["QueryLanguage"] == "JSONata", name
        assert machine["TimeoutSeconds"] > 0, name


def test_every_machine_is_standard(local: View) -> None:
    for name, item in local.resources("AWS::StepFunctions::StateMachine"):
        assert item["Properties"]["StateMachineType"] == "STANDARD", name


def test_every_task_has_a_time_out_below_the_machines(local: View) -> None:
    for name, machine, state in _states(local, "Task"):
        assert 0 < state["TimeoutSeconds"] < machine["TimeoutSeconds"], name


def test_waiting_for_a_function_outlasts_the_function(prod: View) -> None:
    for part, task in (("Messenger", "TellBatch"), ("Rebooking", "MarkBatch")):
        function = prod.properties("AWS::Lambda::Function", part)
        waits = [state["TimeoutSeconds"] for name, _, state in _states(prod, "Task") if name.endswith(task)]
        assert waits
        assert min(waits) > function["Timeout"]


def test_a_claim_outlasts_the_machine(prod: View) -> None:
    for machine in prod.spines().values():
        lease = machine["States"]["ReadEvent"]["Assign"]["leaseUntil"]
        assert machine["States"]["ClaimRun"]["Arguments"]["ExpressionAttributeValues"][":due"] == {
            "S": "{% $leaseUntil %}"
        }
        seconds = int(lease.split("1000 * (")[1].split(")")[0])
        assert seconds > machine["TimeoutSeconds"]


def test_every_task_and_map_catches_every_error(local: View) -> None:
    for name, _, state in [*_states(local, "Task"), *_states(local, "Map")]:
        assert state["Catch"][-1]["ErrorEquals"] == ["States.ALL"], name


def test_every_error_of_the_spine_leads_to_notify_failure_or_gives_up_there(local: View) -> None:
    for machine in local.spines().values():
        for name, state in machine["States"].items():
            if state["Type"] not in ("Task", "Map"):
                continue
            wanted = "GiveUp" if name in ("NotifyFailure", "RecordFailure") else "NotifyFailure"
            assert state["Catch"][-1]["Next"] == wanted, name
        assert machine["States"]["GiveUp"]["Type"] == machine["States"]["Ended"]["Type"] == "Fail"


def test_a_failed_batch_ends_as_a_result_and_lets_the_others_go_on(local: View) -> None:
    failure = {"TellBatches": ("TellBatch", "failedBatches"), "MarkBookings": ("MarkBatch", "failedBookings")}
    for name, state in _batch_maps(local):
        task, count = failure[name]
        inner = state["ItemProcessor"]["States"]
        caught = inner[task]["Catch"][-1]
        assert caught["ErrorEquals"] == ["States.ALL"]
        assert inner[caught["Next"]] == {"Type": "Pass", "End": True}
        assert caught["Output"][count] != 0
        assert caught["Output"].keys() - {"error"} == inner[task]["Output"].keys()
        assert state["Assign"].keys() - {"batchErrors"} == inner[task]["Output"].keys()


def test_batches_run_with_bounded_concurrency(local: View) -> None:
    assert [name for name, _ in _batch_maps(local)].count("TellBatches") == 3
    for name, state in _batch_maps(local):
        assert 1 <= state["MaxConcurrency"] <= 40, name


def test_a_refused_condition_ends_quietly_and_is_never_retried(local: View) -> None:
    refused = "DynamoDB.ConditionalCheckFailedException"
    for machine in local.spines().values():
        for name in ("ClaimRun", "FinishRun"):
            assert machine["States"][name]["Catch"][0] == {"ErrorEquals": [refused], "Next": "EndQuietly"}
    for name, _, state in _states(local, "Task"):
        if "dynamodb" in state["Resource"]:
            retried = {error for retrier in state["Retry"] for error in retrier["ErrorEquals"]}
            assert not retried & {refused, "States.ALL", "States.TaskFailed"}, name


def test_every_retry_is_by_error_class_bounded_and_jittered(local: View) -> None:
    for name, _, state in _states(local, "Task"):
        assert len(state["Retry"]) > 1, name
        for retrier in state["Retry"]:
            assert retrier.keys() == RETRY_FIELDS, name
            assert retrier["JitterStrategy"] == "FULL", name
            assert retrier["MaxAttempts"] <= 6, name


def test_only_ids_reach_the_messenger(local: View) -> None:
    for machine in local.spines().values():
        arguments = machine["States"]["TellBatches"]["ItemProcessor"]["States"]["TellBatch"]["Arguments"]
        assert arguments["Payload"].keys() == {
            "kind", "flightKey", "eventId", "correlationId", "asOf", "traceparent", "contacts",
        }  # fmt: skip
        assert "'ProjectionExpression': 'PK, SK, contactId'" in machine["States"]["PageContacts"]["Arguments"]


def test_only_ids_reach_the_marker(local: View) -> None:
    states = _of(local.spines(), "Cancellation")["States"]
    payload = states["MarkBookings"]["ItemProcessor"]["States"]["MarkBatch"]["Arguments"]["Payload"]
    assert payload.keys() == {
        "kind", "flightKey", "eventId", "correlationId", "asOf", "traceparent", "bookings",
    }  # fmt: skip
    assert "'ProjectionExpression': 'PK, SK, bookingId'" in states["PageBookings"]["Arguments"]


def test_finishing_and_failing_are_conditional_on_the_run_being_this_executions(local: View) -> None:
    for machine in local.spines().values():
        for name in ("FinishRun", "RecordFailure"):
            assert "#execution = :execution" in machine["States"][name]["Arguments"]["ConditionExpression"]


def test_finishing_takes_the_run_from_the_sweeper_and_failing_puts_it_there(local: View) -> None:
    for machine in local.spines().values():
        finish = machine["States"]["FinishRun"]["Arguments"]["UpdateExpression"]
        fail = machine["States"]["RecordFailure"]["Arguments"]["UpdateExpression"]
        for name in ("#due", "#GSI1PK", "#GSI1SK"):
            assert name in finish.split(" REMOVE ")[1]
            assert f"{name} = " in fail.split(" REMOVE ")[0]


def test_no_alias_is_unused_in_an_expression(local: View) -> None:
    for name, _, state in _states(local, "Task"):
        arguments = state.get("Arguments")
        if not isinstance(arguments, dict) or "UpdateExpression" not in arguments:
            continue
        text = f"{arguments['UpdateExpression']} {arguments['ConditionExpression']} ".replace(
            ",", " "
        ).replace(")", " ")
        for alias in [*arguments["ExpressionAttributeNames"], *arguments["ExpressionAttributeValues"]]:
            assert f"{alias} " in text, f"{name}: DynamoDB refuses an unused {alias}"


def test_a_failure_is_announced_before_it_is_recorded(local: View) -> None:
    for machine in local.machines().values():
        assert machine["States"]["NotifyFailure"]["Next"] == "RecordFailure"


def test_every_substitution_is_given_and_used(local: View) -> None:
    for name, item in local.resources("AWS::StepFunctions::StateMachine"):
        definition = item["Properties"]["DefinitionString"]
        given = item["Properties"]["DefinitionSubstitutions"]
        assert all(f"${{{key}}}" in definition for key in given), name
        assert definition.count("${") == sum(definition.count(f"${{{key}}}") for key in given), name


def test_no_variable_hides_a_function_of_jsonata(local: View) -> None:
    for name, machine in local.machines().items():
        for state_name, state in every_state(machine):
            for holder in (state, *state.get("Catch", ())):
                assert not holder.get("Assign", {}).keys() & JSONATA_FUNCTIONS, f"{name}.{state_name}"


@pytest.mark.parametrize("state", ["NotifyFailure", "RecordFailure"])
def test_the_reporter_uses_the_same_chain_as_the_workflows(state: str, local: View) -> None:
    reporter = local.reporter()["States"]
    for machine in local.spines().values():
        assert reporter[state] == machine["States"][state]
    assert list(successors(reporter["Unreported"])) == ["NotifyFailure", "EndQuietly"]


def _of(machines: dict[str, dict[str, Any]], part: str) -> dict[str, Any]:
    (found,) = (machine for name, machine in machines.items() if name.startswith(part))
    return found


def _different(one: dict[str, Any], other: dict[str, Any]) -> set[str]:
    return {name for name in one.keys() & other.keys() if one[name] != other[name]}


def _batch_maps(view: View) -> Iterator[tuple[str, dict[str, Any]]]:
    for machine in view.spines().values():
        for name, state in machine["States"].items():
            if state["Type"] == "Map":
                yield name, state


def _states(view: View, kind: str) -> Iterator[tuple[str, dict[str, Any], Any]]:
    for machine_name, machine in view.machines().items():
        for name, state in every_state(machine):
            if state["Type"] == kind:
                yield f"{machine_name}.{name}", machine, state
