"""The real Lambdas under their synthesised roles, on an embedded AWS that checks every request.

It does not check the conditions on leading keys, nor the roles of state machines and rules: what stands in
those is asserted on the templates.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.bedrock import BedrockStandIn
from local.emulator.emulator import Emulator
from local.emulator.project import deploy_project
from services.core.booking.booking import BookingStatus
from services.core.booking.contact import Channel
from services.core.contracts.detail_types import FLIGHT_CANCELLED
from services.core.table.contact_item import contact_change_item, contact_item
from services.messenger.dynamo import DynamoTable
from services.messenger.sweeper.runs import RESTARTS
from tests.contract.emulator.waiting import eventually
from tests.contract.workflows.cabin import CANCELLED, Cabin
from tests.contract.workflows.driver import Driver, Event
from tests.contract.workflows.recorded_calls import ROLES, TEST_SESSION, UNSEEN, RecordedCalls, granted
from tests.fakes.messenger import BOB, DELAYED, FLIGHT, booking_row, contact, flight_state_item
from tests.fakes.stream import ANN, OTHER_FLIGHT, booking, row, state

pytestmark = pytest.mark.emulator


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> RecordedCalls:
    """Every call that a role makes."""
    return RecordedCalls(tmp_path_factory.mktemp("calls") / "calls.jsonl")


@pytest.fixture(scope="module")
def guarded(
    tmp_path_factory: pytest.TempPathFactory, bedrock_stand_in: BedrockStandIn, calls: RecordedCalls
) -> Iterator[Driver]:
    """FlightPulse itself, with one flight and two contacts."""
    folder = tmp_path_factory.mktemp("guarded")
    start = Emulator.start(
        folder / "aws",
        bedrock_endpoint=bedrock_stand_in.endpoint,
        extra_env={"AUTH": "true", **calls.environment},
    )
    with start as emulator:
        driver = Driver(emulator, deploy_project(emulator.endpoint, folder / "zips", lambda _: None))
        table = DynamoTable(driver.client("dynamodb"), driver.outputs["TableName"])
        for item in (
            flight_state_item(DELAYED),
            contact_item(contact(), synthetic=True),
            booking_row(),
            # Of several channels, so that several records are written at once.
            contact_item(contact(BOB, (Channel.SMS, Channel.PUSH)), synthetic=True),
            booking_row(BOB, "B2"),
        ):
            table.put(item, {})
        yield driver


@pytest.fixture(scope="module")
def told(guarded: Driver) -> Event:
    """A delay that was told."""
    event = guarded.event(FLIGHT)
    assert guarded.run(event) == "SUCCEEDED", "\n".join(guarded.log_of("MessengerFunctionName"))
    return event


@pytest.fixture(scope="module")
def marked(guarded: Driver) -> BookingStatus:
    """How a booking of a cancelled flight stands afterwards."""
    cabin = Cabin(guarded)
    flight = cabin.flight(CANCELLED)
    (booking,) = cabin.book(flight, people=2)
    guarded.run(guarded.event(flight, FLIGHT_CANCELLED), "CancellationStateMachineArn")
    return BookingStatus(cabin.status(booking))


@pytest.fixture(scope="module")
def swept(guarded: Driver) -> dict[str, int]:
    """What the sweeper counts when a run had failed, and another one five times."""
    for restarts in (0, RESTARTS):
        event = guarded.event(guarded.flight("nobody"))
        guarded.overwrite(
            event,
            eventId=event["detail"]["eventId"],
            flightKey=event["detail"]["flightKey"],
            correlationId="corr-1",
            type="run",
            status="FAILED",
            execution="gone",
            machine=guarded.outputs["DelayStateMachineArn"],
            input=json.dumps(event),
            due="2020-01-01T00:00:00Z",
            GSI1PK="DUE#0",
            GSI1SK=f"2020-01-01T00:00:00Z#RUN#{restarts}",
        )
        guarded.count_restarts(event, restarts)
    return guarded.sweep()


@pytest.fixture(scope="module")
def streamed(guarded: Driver) -> Sequence[Event]:
    """The facts that the stream handler made of some writes."""
    table = DynamoTable(guarded.client("dynamodb"), guarded.outputs["TableName"])
    mark = contact_change_item(ANN, "change-1", 0)
    for item in (state(flight=OTHER_FLIGHT), row(flight=OTHER_FLIGHT), mark, booking()):
        table.put(item, {})
    return eventually(
        lambda: [fact for fact in guarded.sink("FactsLogGroup") if "bookingId" in fact["detail"]]
    )


def test_the_messenger_tells_contacts_with_the_rights_it_has(guarded: Driver, told: Event) -> None:
    assert '"told":2' in guarded.record(told)["counts"]
    log = guarded.log_of("MessengerFunctionName")
    assert any('"told": 2' in line for line in log)
    assert not [line for line in log if "AccessDenied" in line or "unreadable" in line]
    assert len(guarded.sink("SinkLogGroupSms")) == 2


def test_the_marker_marks_and_announces_with_the_rights_it_has(
    guarded: Driver, marked: BookingStatus
) -> None:
    assert marked is BookingStatus.NEEDS_REBOOKING
    log = guarded.log_of("MarkerFunctionName")
    assert any('"marked": 1' in line for line in log), "and its event was taken, or it would count as failed"
    assert not [line for line in log if "AccessDenied" in line or "not_requested" in line]


def test_nobody_reads_the_rebooking_queue_without_tls(guarded: Driver) -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        guarded.client("sqs").receive_message(QueueUrl=guarded.outputs["RebookingQueueUrl"])


def test_the_sweeper_sweeps_with_the_rights_it_has(guarded: Driver, swept: dict[str, int]) -> None:
    assert (swept["restarted"], swept["parked"]) == (1, 1)
    assert not [line for line in guarded.log_of("SweeperFunctionName") if "AccessDenied" in line]


def test_the_stream_handler_does_all_that_it_does_with_the_rights_it_has(
    guarded: Driver, streamed: Sequence[Event]
) -> None:
    assert streamed
    log = guarded.log_of("StreamFunctionName")
    # Its queue takes TLS only, and the embedded AWS has none: a report cannot be sent here.
    assert not [line for line in log if "AccessDenied" in line and "send_message" not in line]
    assert eventually(lambda: _changes(guarded))


INSERTS = tuple(f"INSERT INTO \"TABLE\" VALUE {{'PK': 'NTF#{n}', 'SK': 'META'}}" for n in (1, 2))
UPDATE = "UPDATE \"TABLE\" SET n = 1 WHERE PK = 'NTF#1' AND SK = 'META'"
NOT_ALLOWED = (
    "SELECT * FROM \"TABLE\" WHERE PK = 'NTF#1' AND SK = 'META'",
    "DELETE FROM \"TABLE\" WHERE PK = 'NTF#1' AND SK = 'META'",
    "INSERT INTO \"another\" VALUE {'PK': 'NTF#1', 'SK': 'META'}",
    'EXPLAIN "TABLE"',
)


@pytest.mark.parametrize("other", [INSERTS[1], UPDATE, *NOT_ALLOWED])
def test_a_statement_is_allowed_as_what_it_does(other: str, guarded: Driver) -> None:
    texts = (INSERTS[0], other)
    batch = [{"Statement": text.replace("TABLE", guarded.outputs["TableName"])} for text in texts]
    messenger = "MessengerFunctionName"

    refused = _refused(guarded, messenger, "dynamodb", "batch_execute_statement", Statements=batch)
    alone = _refused(guarded, messenger, "dynamodb", "execute_statement", **batch[-1])
    assert (refused, alone) == ((other in NOT_ALLOWED,) * 2)


@pytest.mark.usefixtures("guarded", "told", "marked", "swept", "streamed")
@pytest.mark.parametrize("role", ROLES)
def test_every_right_is_used_and_no_call_lacks_one(role: str, calls: RecordedCalls) -> None:
    assert calls.denied(role) == set()
    unused = granted(role) - calls.made(role)
    assert unused == set(UNSEEN[role])


@pytest.mark.parametrize(
    "role", ["MessengerFunctionName", "SweeperFunctionName", "StreamFunctionName", "MarkerFunctionName"]
)
def test_a_lambda_may_not_read_the_secret_scan_or_use_another_bus(role: str, guarded: Driver) -> None:
    table, secret = guarded.outputs["TableName"], guarded.outputs["ContactSecretArn"]
    other_bus = [{"Source": "a", "DetailType": "b", "Detail": "{}", "EventBusName": "default"}]
    assert _refused(guarded, role, "secretsmanager", "get_secret_value", SecretId=secret)
    assert _refused(guarded, role, "dynamodb", "scan", TableName=table)
    assert _refused(guarded, role, "dynamodb", "delete_table", TableName=table)
    assert _refused(guarded, role, "events", "put_events", Entries=other_bus)
    assert _refused(guarded, role, "s3", "list_buckets")


def test_only_the_sweeper_starts_workflows(guarded: Driver) -> None:
    arn = guarded.outputs["DelayStateMachineArn"]
    for role in ("MessengerFunctionName", "MarkerFunctionName"):
        assert _refused(guarded, role, "stepfunctions", "start_execution", stateMachineArn=arn)
    assert not _refused(
        guarded, "SweeperFunctionName", "stepfunctions", "start_execution", stateMachineArn=arn
    )


def _changes(driver: Driver) -> int:
    """The items for the live board that the table holds."""
    pages = driver.client("dynamodb").get_paginator("scan").paginate(TableName=driver.outputs["TableName"])
    return sum(item["PK"]["S"].startswith("CHG#") for page in pages for item in page["Items"])


def _refused(driver: Driver, function: str, service: str, call: str, **arguments: Any) -> bool:
    """Whether the call is denied under the function's role."""
    name = driver.outputs[function]
    role = driver.client("lambda").get_function_configuration(FunctionName=name)["Role"]
    keys = driver.client("sts").assume_role(RoleArn=role, RoleSessionName=TEST_SESSION)["Credentials"]
    make: Any = boto3.client
    client = make(
        service,
        endpoint_url=driver.emulator.endpoint,
        region_name="us-east-1",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    try:
        getattr(client, call)(**arguments)
    except client.exceptions.ClientError as error:
        return "AccessDenied" in error.response["Error"]["Code"]
    return False
