"""What holds data stays when its stack goes, unless the context says otherwise."""

import pytest

from infra.snapshots.synth import templates
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


def test_a_developer_leaves_nothing_behind(dev: View) -> None:
    for kind in HOLD_DATA:
        for name, resource in dev.resources(kind):
            assert resource["DeletionPolicy"] == "Delete", name
    assert dev.properties("AWS::DynamoDB::Table")["DeletionProtectionEnabled"] is False


def test_the_table_and_each_index_have_a_ceiling_and_say_who_is_hot(prod: View) -> None:
    table = prod.properties("AWS::DynamoDB::Table")
    for one in (table, *table["GlobalSecondaryIndexes"]):
        assert one["OnDemandThroughput"] == {
            "MaxReadRequestUnits": 20_000,
            "MaxWriteRequestUnits": 20_000,
        }
        assert one["ContributorInsightsSpecification"]["Enabled"] is True


@pytest.fixture(scope="module")
def otherwise() -> View:
    """Staging with provisioned capacity and a key of its own."""
    context = {"preset": "staging", "tableBilling": "provisioned", "customerKey": "on"}
    return View(templates(context))


def test_provisioned_capacity_follows_its_use_on_table_and_indexes(otherwise: View) -> None:
    table = otherwise.properties("AWS::DynamoDB::Table")
    for one in (table, *table["GlobalSecondaryIndexes"]):
        assert one["ProvisionedThroughput"] == {"ReadCapacityUnits": 25, "WriteCapacityUnits": 25}
        assert "OnDemandThroughput" not in one
    targets = [
        item["Properties"] for _, item in otherwise.resources("AWS::ApplicationAutoScaling::ScalableTarget")
    ]
    dimensions = sorted(one["ScalableDimension"] for one in targets)
    assert len(dimensions) == 6
    assert {(one["MinCapacity"], one["MaxCapacity"]) for one in targets} == {(25, 2_000)}
    policies = list(otherwise.resources("AWS::ApplicationAutoScaling::ScalingPolicy"))
    assert len(policies) == 6


def test_a_key_of_our_own_is_on_everything_that_holds_data(otherwise: View) -> None:
    table = otherwise.properties("AWS::DynamoDB::Table")
    assert table["SSESpecification"]["SSEType"] == "KMS"
    for kind in ("AWS::SQS::Queue", "AWS::SNS::Topic"):
        for name, resource in otherwise.resources(kind):
            assert "KmsMasterKeyId" in resource["Properties"], name
    key = otherwise.properties("AWS::KMS::Key")
    assert key["EnableKeyRotation"] is True
    for statement in key["KeyPolicy"]["Statement"]:
        assert "Condition" in statement or "AWS" in statement["Principal"]
