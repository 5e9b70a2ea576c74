"""Which writes reach the stream handler, and what becomes of those that it cannot handle."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from services.api.live.feed import FAR
from tests.infra.template_view import View, referenced

AWS_FILTER_QUOTA = 5
STREAM_HOURS = 24

WANTED = [
    ("INSERT", "BKG#01B", "META"),
    ("MODIFY", "BKG#01B", "META"),
    ("INSERT", "FLT#UA-0207-2013-03-08-EWR-1", "STATE"),
    ("MODIFY", "FLT#UA-0207-2013-03-08-EWR-1", "STATE"),
    ("INSERT", "FLT#UA-0207-2013-03-08-EWR-1", "CTC#c0ffee#01B"),
    ("MODIFY", "FLT#UA-0207-2013-03-08-EWR-1", "CTC#c0ffee#01B"),
    ("INSERT", "NTF#n1", "META"),
    ("INSERT", "RUN#e1", "META"),
    ("MODIFY", "RUN#e1", "META"),
    ("INSERT", "CON#c0ffee", "CHANGE"),
    ("MODIFY", "CON#c0ffee", "CHANGE"),
]
UNWANTED = [
    # Never a contact: nothing of whom a message is for leaves the table this way.
    ("INSERT", "CON#c0ffee", "META"),
    ("MODIFY", "CON#c0ffee", "META"),
    ("INSERT", "PSG#P1", "PROFILE"),
    ("INSERT", "BKG#01B", "PAX#1"),
    ("INSERT", "FLT#UA-0207-2013-03-08-EWR-1", "PAX#01B#1"),
    ("INSERT", "FLT#UA-0207-2013-03-08-EWR-1", "EVT#2013-03-08T14:05:00.000Z#e"),
    ("INSERT", "LOC#hash", "BKG#01B"),
    ("MODIFY", "NTF#n1", "META"),
    ("INSERT", "TOLD#UA-0207-2013-03-08-EWR-1", "CON#c0ffee"),
    ("MODIFY", "PTN#group#topic#0", "RUN"),
    ("INSERT", "MBR#group", "member"),
    ("INSERT", "TXT#shape", "v1"),
    # Its own writes would come back to it for ever.
    ("INSERT", "CHG#2026-11-25T20:10:00Z#0", "0001#UA-0207-2013-03-08-EWR-1"),
]


@pytest.fixture(scope="module")
def source(prod: View) -> Mapping[str, Any]:
    """The event source mapping."""
    return prod.properties("AWS::Lambda::EventSourceMapping")


@pytest.mark.parametrize("write", WANTED, ids=" ".join)
def test_what_the_handler_needs_reaches_it(write: tuple[str, str, str], source: Mapping[str, Any]) -> None:
    assert _passes(source, *write)


@pytest.mark.parametrize("write", UNWANTED, ids=" ".join)
def test_nothing_else_does(write: tuple[str, str, str], source: Mapping[str, Any]) -> None:
    assert not _passes(source, *write)


@pytest.mark.parametrize("write", WANTED, ids=" ".join)
def test_no_removal_does_by_hand_or_by_expiry(write: tuple[str, str, str], source: Mapping[str, Any]) -> None:
    assert not _passes(source, "REMOVE", *write[1:])


def test_the_filters_fit_into_what_a_mapping_takes_unasked(source: Mapping[str, Any]) -> None:
    assert 0 < len(source["FilterCriteria"]["Filters"]) <= AWS_FILTER_QUOTA


def test_the_handler_reports_single_writes_and_a_crash_is_narrowed_down(source: Mapping[str, Any]) -> None:
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert source["BisectBatchOnFunctionError"] is True


def test_an_outage_is_waited_out_and_what_is_given_up_can_still_be_read(source: Mapping[str, Any]) -> None:
    assert source["MaximumRetryAttempts"] == 10_000
    assert source["MaximumRecordAgeInSeconds"] == 7200 < STREAM_HOURS * 3600


def test_nothing_is_missed_when_the_mapping_is_made_again(source: Mapping[str, Any]) -> None:
    assert source["StartingPosition"] == "TRIM_HORIZON"


def test_batches_run_beside_each_other_in_the_order_of_each_key(source: Mapping[str, Any]) -> None:
    assert 1 < source["ParallelizationFactor"] <= 10
    assert source["BatchSize"] == 100


def test_what_is_given_up_goes_to_the_queue_that_the_handler_reports_to(
    prod: View, source: Mapping[str, Any]
) -> None:
    queue = referenced(source["DestinationConfig"]["OnFailure"]["Destination"])
    assert queue in dict(prod.resources("AWS::SQS::Queue"))
    function = prod.properties("AWS::Lambda::Function", "Stream")
    assert function["Environment"]["Variables"]["FLIGHTPULSE_FAILURE_QUEUE_URL"] == {"Ref": queue}
    assert prod.outputs()["StreamFailuresQueueUrl"] == {"Ref": queue}


def test_it_reads_the_stream_of_the_table_with_old_and_new_images(
    prod: View, source: Mapping[str, Any]
) -> None:
    assert source["FunctionName"]["Ref"].startswith("StreamHandler")
    output = referenced(source["EventSourceArn"])
    value = prod.templates["FlightPulseData"]["Outputs"][output]["Value"]
    assert value["Fn::GetAtt"][1] == "StreamArn"
    table = dict(prod.resources("AWS::DynamoDB::Table"))[value["Fn::GetAtt"][0]]
    assert table["Properties"]["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"


def test_the_board_looks_back_longer_than_the_handler_may_take_to_put_a_change(prod: View) -> None:
    function = prod.properties("AWS::Lambda::Function", "Stream")
    assert function["Timeout"] * 1000 < FAR


def _passes(source: Mapping[str, Any], name: str, pk: str, sk: str) -> bool:
    record = {"eventName": name, "dynamodb": {"Keys": {"PK": {"S": pk}, "SK": {"S": sk}}}}
    patterns = [json.loads(each["Pattern"]) for each in source["FilterCriteria"]["Filters"]]
    return any(_matches(pattern, record) for pattern in patterns)


def _matches(pattern: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Lambda's filters as far as these use them: exact values and prefixes, nested."""
    return all(
        _matches(wanted, record[field])
        if isinstance(wanted, Mapping)
        else any(_equals_or_begins(one, record[field]) for one in wanted)
        for field, wanted in pattern.items()
    )


def _equals_or_begins(wanted: Any, value: str) -> bool:
    if isinstance(wanted, str):
        return value == wanted
    assert wanted.keys() == {"prefix"}, f"filter not known here: {wanted}"
    return value.startswith(wanted["prefix"])
