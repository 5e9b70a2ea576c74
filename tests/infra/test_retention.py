"""What holds data stays when its stack goes, unless the context says otherwise."""

import pytest

from tests.infra.template_view import View

HOLD_DATA = (
    "AWS::DynamoDB::Table",
    "AWS::Events::EventBus",
    "AWS::Events::Archive",
    "AWS::SecretsManager::Secret",
    "AWS::SQS::Queue",
    "AWS::Logs::LogGroup",
)


@pytest.mark.parametrize("kind", HOLD_DATA)
def test_data_is_retained_by_default(kind: str, prod: View) -> None:
    resources = list(prod.resources(kind))
    assert resources
    for name, resource in resources:
        assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain", name


@pytest.mark.parametrize("kind", HOLD_DATA)
def test_the_local_preset_leaves_nothing_behind(kind: str, local: View) -> None:
    for name, resource in local.resources(kind):
        assert resource["DeletionPolicy"] == "Delete", name


def test_the_table_is_protected_recoverable_and_encrypted(prod: View) -> None:
    table = prod.properties("AWS::DynamoDB::Table")
    assert table["DeletionProtectionEnabled"] is True
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["SSESpecification"] == {"SSEEnabled": True}


def test_the_table_streams_expires_and_is_paid_by_request(local: View) -> None:
    table = local.properties("AWS::DynamoDB::Table")
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expiresAt", "Enabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_no_index_projects_contact_data(local: View) -> None:
    allowed = {
        "GSI1": {"type", "flightKey", "status", "scheduledOut", "contactId", "eventId"},
        "GSI2": {"type", "flightKey", "contactId", "bookingId", "channel", "createdAt", "kind", "n"},
    }
    indexes = local.properties("AWS::DynamoDB::Table")["GlobalSecondaryIndexes"]
    assert {index["IndexName"]: set(index["Projection"]["NonKeyAttributes"]) for index in indexes} == allowed
    for index in indexes:
        assert index["Projection"]["ProjectionType"] == "INCLUDE"
        assert [key["AttributeName"] for key in index["KeySchema"]] == [
            f"{index['IndexName']}PK", f"{index['IndexName']}SK",
        ]  # fmt: skip
