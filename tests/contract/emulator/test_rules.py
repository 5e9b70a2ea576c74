"""Rules deliver to every kind of target that the stacks have, and lose nothing silently."""

import json
import uuid

from local.emulator.emulator import Emulator
from tests.contract.emulator.conftest import Deployed
from tests.contract.emulator.waiting import eventually, log_lines, put_event, receive


def test_an_event_for_a_missing_target_is_in_the_dead_letter_queue(
    emulator: Emulator, deployed: Deployed
) -> None:
    token = uuid.uuid4().hex
    put_event(emulator, deployed.outputs["Bus"], "lost", json.dumps({"token": token}))

    (message,) = receive(emulator, deployed.outputs["DeadLetters"])

    assert json.loads(message["Body"])["detail"] == {"token": token}
    attributes = {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}
    assert attributes["ERROR_CODE"] == "RESOURCE_NOT_FOUND"
    assert attributes["TARGET_ARN"].endswith(":nobody")
    assert attributes["RETRY_ATTEMPTS"] == "5"
    assert ":rule/" in attributes["RULE_ARN"]


def test_an_injected_fault_sends_the_event_to_the_dead_letter_queue_until_it_is_healed(
    emulator: Emulator, deployed: Deployed
) -> None:
    group = deployed.outputs["Sink"]
    arn = f"arn:aws:logs:us-east-1:000000000000:log-group:{group}:*"
    failed, healed = uuid.uuid4().hex, uuid.uuid4().hex
    emulator.fail_targets(arn)
    try:
        put_event(emulator, deployed.outputs["Bus"], "log", json.dumps({"token": failed}))
        (message,) = receive(emulator, deployed.outputs["DeadLetters"])
    finally:
        emulator.fail_targets()
    put_event(emulator, deployed.outputs["Bus"], "log", json.dumps({"token": healed}))

    assert json.loads(message["Body"])["detail"] == {"token": failed}
    lines = eventually(lambda: [line for line in log_lines(emulator, group) if healed in line])
    assert len(lines) == 1
    assert not [line for line in log_lines(emulator, group) if failed in line]


def test_a_log_group_target_holds_the_whole_event(emulator: Emulator, deployed: Deployed) -> None:
    token = uuid.uuid4().hex
    put_event(emulator, deployed.outputs["Bus"], "log", json.dumps({"token": token}))

    (line,) = eventually(
        lambda: [line for line in log_lines(emulator, deployed.outputs["Sink"]) if token in line]
    )

    event = json.loads(line)
    assert event["detail-type"] == "log"
    assert event["source"] == "flightpulse.test"
    assert event["detail"] == {"token": token}


def test_a_failing_lambda_target_is_retried_and_then_reaches_the_on_failure_queue(
    emulator: Emulator, deployed: Deployed
) -> None:
    token = uuid.uuid4().hex
    put_event(emulator, deployed.outputs["Bus"], "call", json.dumps({"do": "raise", "token": token}))

    (message,) = receive(emulator, deployed.outputs["OnFailure"])

    record = json.loads(message["Body"])
    assert record["requestPayload"]["detail"]["token"] == token
    assert record["requestContext"]["condition"] == "RetriesExhausted"


def test_bad_entries_are_refused_one_by_one_and_the_good_ones_go_on(
    emulator: Emulator, deployed: Deployed
) -> None:
    token = uuid.uuid4().hex
    good = {
        "Source": "flightpulse.test",
        "DetailType": "log",
        "EventBusName": deployed.outputs["Bus"],
        "Detail": json.dumps({"token": token}),
    }
    bad = [good | {"Detail": "{no json"}, good | {"Detail": "[]"}, good | {"Source": ""}]

    answer = emulator.client("events").put_events(Entries=[bad[0], good, *bad[1:]])

    codes = [entry.get("ErrorCode") for entry in answer["Entries"]]
    assert answer["FailedEntryCount"] == 3
    assert codes == ["MalformedDetail", None, "MalformedDetail", "InvalidArgument"]
    group = deployed.outputs["Sink"]
    assert len(eventually(lambda: [line for line in log_lines(emulator, group) if token in line])) == 1


def test_the_archive_keeps_what_its_pattern_names(emulator: Emulator, deployed: Deployed) -> None:
    events = emulator.client("events")
    name = deployed.outputs["Archive"]
    before = events.describe_archive(ArchiveName=name)["EventCount"]
    put_event(emulator, deployed.outputs["Bus"], "archived", "{}")
    put_event(emulator, deployed.outputs["Bus"], "log", "{}")

    archive = events.describe_archive(ArchiveName=name)

    assert archive["EventCount"] == before + 1
    assert archive["RetentionDays"] == 30
