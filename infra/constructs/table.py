"""The one table: two sparse indexes, a stream, point-in-time recovery, expiry by `expiresAt`."""

from __future__ import annotations

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Config
from infra.constructs import table_capacity
from infra.constructs.removal import removal_policy
from infra.naming import LOOKUP_INDEX, STATUS_INDEX

# What a listing or the sweeper reads without fetching the item itself; contact data is in no index.
STATUS_PROJECTION = ["type", "flightKey", "status", "scheduledOut", "contactId", "eventId"]
LOOKUP_PROJECTION = ["type", "flightKey", "contactId", "bookingId", "channel", "createdAt", "kind", "n"]


class Table(Construct):
    """Changing both indexes takes two deployments (docs/deploy.md)."""

    def __init__(
        self, scope: Construct, construct_id: str, config: Config, *, key: kms.IKey | None = None
    ) -> None:
        super().__init__(scope, construct_id)
        self._config = config
        encryption = dynamodb.TableEncryption
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=_text("PK"),
            sort_key=_text("SK"),
            encryption=encryption.CUSTOMER_MANAGED if key else encryption.AWS_MANAGED,
            encryption_key=key,
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            contributor_insights_specification=_insights(config),
            time_to_live_attribute="expiresAt",
            deletion_protection=config.data.retains,
            removal_policy=removal_policy(config),
            **table_capacity.of_table(config),
        )
        self._index(STATUS_INDEX, STATUS_PROJECTION)
        self._index(LOOKUP_INDEX, LOOKUP_PROJECTION)
        table_capacity.scale(self.table, (STATUS_INDEX, LOOKUP_INDEX), config)

    def _index(self, name: str, projection: list[str]) -> None:
        self.table.add_global_secondary_index(
            index_name=name,
            partition_key=_text(f"{name}PK"),
            sort_key=_text(f"{name}SK"),
            projection_type=dynamodb.ProjectionType.INCLUDE,
            non_key_attributes=projection,
            contributor_insights_specification=_insights(self._config),
            **table_capacity.of_index(self._config),
        )


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


def _insights(config: Config) -> dynamodb.ContributorInsightsSpecification | None:
    """Which keys are hot; off, it is left out of the template."""
    return (
        dynamodb.ContributorInsightsSpecification(enabled=True) if config.data.contributor_insights else None
    )
