"""The integrations and the error names that the workflows are written against."""

import json
import uuid

from local.emulator.emulator import Emulator
from tests.contract.emulator.conftest import Deployed
from tests.contract.emulator.waiting import eventually, log_lines, put_event, receive, run_machine


def _put_contacts(emulator: Emulator, table: str, flight: str, count: int) -> None:
    dynamodb = emulator.client("dynamodb")
    for number in range(count):
        contact = f"c{number}"
        item = {"PK": f"FLT#{flight}", "SK": f"CTC#{contact}", "contactId": contact}
        dynamodb.put_item(TableName=table, Item={name: {"S": value} for name, value in item.items()})


def _spine_input(event_id: str, flight: str) -> str:
    return json.dumps({"detail": {"eventId": event_id, "flightKey": flight}})


def test_an_event_runs_the_whole_spine_through_its_rule(emulator: Emulator, deployed: Deployed) -> None:
    flight = f"UA-{uuid.uuid4().hex}"
    _put_contacts(emulator, deployed.outputs["Table"], flight, 3)
    detail = json.dumps({"eventId": uuid.uuid4().hex, "flightKey": flight})

    put_event(emulator, deployed.outputs["Bus"], "start", detail)

    (line,) = eventually(
        lambda: [line for line in log_lines(emulator, deployed.outputs["Sink"]) if flight in line]
    )
    assert json.loads(line)["detail"] == {"flightKey": flight, "told": 3}
    (page,) = receive(emulator, deployed.outputs["Pager"])
    assert json.loads(page["Body"])["Message"] == flight


def test_a_claim_that_exists_is_a_conditional_check_failure_by_its_name(
    emulator: Emulator, deployed: Deployed
) -> None:
    event_id = uuid.uuid4().hex
    emulator.client("dynamodb").put_item(
        TableName=deployed.outputs["Table"], Item={"PK": {"S": f"RUN#{event_id}"}, "SK": {"S": "META"}}
    )

    ended = run_machine(emulator, deployed.outputs["Spine"], _spine_input(event_id, "nobody"))

    assert ended["status"] == "SUCCEEDED"
    assert json.loads(ended["output"]) == {"taken": True}


def test_a_lambda_exception_has_its_class_name_and_its_stack(emulator: Emulator, deployed: Deployed) -> None:
    ended = run_machine(emulator, deployed.outputs["Faulty"], '{"do": "raise"}')

    cause = json.loads(json.loads(ended["output"])["cause"])
    assert cause["errorType"] == "UnlistedFault"
    assert cause["errorMessage"] == "as asked"
    assert any("probe_function.py" in line for line in cause["stackTrace"])


def test_a_lambda_process_that_exits_is_an_exit_error(emulator: Emulator, deployed: Deployed) -> None:
    ended = run_machine(emulator, deployed.outputs["Faulty"], '{"do": "exit"}')

    assert json.loads(ended["output"]) == {"error": "Runtime.ExitError"}


def test_a_throttled_lambda_has_the_name_that_retries_are_written_for(
    emulator: Emulator, deployed: Deployed
) -> None:
    lambdas = emulator.client("lambda")
    function = deployed.outputs["Function"]
    lambdas.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    try:
        ended = run_machine(emulator, deployed.outputs["Faulty"], "{}")
    finally:
        lambdas.delete_function_concurrency(FunctionName=function)

    assert json.loads(ended["output"]) == {"error": "Lambda.TooManyRequestsException"}


def test_a_machine_past_its_time_is_timed_out_stays_so_and_is_announced(
    emulator: Emulator, deployed: Deployed
) -> None:
    order = {"do": "sleep and raise", "seconds": 2}
    ended = run_machine(emulator, deployed.outputs["Slow"], json.dumps(order))
    assert ended["status"] == "TIMED_OUT"

    def announced() -> list[dict[str, object]]:
        messages = receive(emulator, deployed.outputs["StatusQueue"])
        details = [json.loads(message["Body"])["detail"] for message in messages]
        return [detail for detail in details if detail["executionArn"] == ended["executionArn"]]

    (detail,) = eventually(announced)
    assert detail["status"] == "TIMED_OUT"
    assert json.loads(str(detail["input"])) == order

    def lambda_is_back() -> bool:
        history = emulator.client("stepfunctions").get_execution_history(executionArn=ended["executionArn"])
        return any(event["type"] == "TaskFailed" for event in history["events"])

    eventually(lambda_is_back)
    again = emulator.client("stepfunctions").describe_execution(executionArn=ended["executionArn"])
    assert again["status"] == "TIMED_OUT"


def test_a_refused_entry_fails_the_task_by_the_name_of_aws(emulator: Emulator, deployed: Deployed) -> None:
    entry = {"Source": "flightpulse.test", "DetailType": "log", "EventBusName": deployed.outputs["Bus"]}
    announce = {
        "Type": "Task",
        "Resource": "arn:aws:states:::events:putEvents",
        "Arguments": {"Entries": [entry]},
        "End": True,
    }
    machine = emulator.client("stepfunctions").create_state_machine(
        name="refused",
        roleArn="arn:aws:iam::000000000000:role/any",
        definition=json.dumps(
            {"QueryLanguage": "JSONata", "StartAt": "Announce", "States": {"Announce": announce}}
        ),
    )

    ended = run_machine(emulator, machine["stateMachineArn"], "{}")

    assert (ended["status"], ended["error"]) == ("FAILED", "EventBridge.FailedEntry")


def test_assignments_of_one_state_see_the_variables_of_before(emulator: Emulator, deployed: Deployed) -> None:
    first = {"Type": "Pass", "Assign": {"a": 1, "b": 2}, "Next": "Swap"}
    swap = {"Type": "Pass", "Assign": {"a": "{% $b %}", "b": "{% $a %}"}, "Next": "End"}
    end = {"Type": "Succeed", "Output": {"a": "{% $a %}", "b": "{% $b %}"}}
    states = {"First": first, "Swap": swap, "End": end}
    machine = emulator.client("stepfunctions").create_state_machine(
        name="swap",
        roleArn="arn:aws:iam::000000000000:role/any",
        definition=json.dumps({"QueryLanguage": "JSONata", "StartAt": "First", "States": states}),
    )

    ended = run_machine(emulator, machine["stateMachineArn"], "{}")

    assert json.loads(ended["output"]) == {"a": 2, "b": 1}


def test_an_undefined_jsonata_value_fails_the_state_as_on_aws(emulator: Emulator, deployed: Deployed) -> None:
    ended = run_machine(emulator, deployed.outputs["Spine"], "{}")

    assert ended["status"] == "FAILED"
    assert ended["error"] == "States.QueryEvaluationError"
