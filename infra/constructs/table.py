"""The one table: two sparse indexes, a stream, point-in-time recovery, expiry by `expiresAt`."""

from __future__ import annotations

from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.config import Config
from infra.constructs.removal import removal_policy
from infra.naming import LOOKUP_INDEX, STATUS_INDEX

# What a listing or the sweeper reads without fetching the item itself; contact data is in no index.
STATUS_PROJECTION = ["type", "flightKey", "status", "scheduledOut", "contactId", "eventId"]
LOOKUP_PROJECTION = ["type", "flightKey", "contactId", "bookingId", "channel", "createdAt", "kind", "n"]


class Table(Construct):
    """On demand: a bad day is a hundred times a quiet one. Changing both indexes takes two deployments."""

    def __init__(self, scope: Construct, construct_id: str, config: Config) -> None:
        super().__init__(scope, construct_id)
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=_text("PK"),
            sort_key=_text("SK"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.AWS_MANAGED,
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            time_to_live_attribute="expiresAt",
            deletion_protection=config.data.retains,
            removal_policy=removal_policy(config),
        )
        self._index(STATUS_INDEX, STATUS_PROJECTION)
        self._index(LOOKUP_INDEX, LOOKUP_PROJECTION)

    def _index(self, name: str, projection: list[str]) -> None:
        self.table.add_global_secondary_index(
            index_name=name,
            partition_key=_text(f"{name}PK"),
            sort_key=_text(f"{name}SK"),
            projection_type=dynamodb.ProjectionType.INCLUDE,
            non_key_attributes=projection,
        )


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)
