"""The bus, and the archive that events can be replayed from."""

from __future__ import annotations

from aws_cdk import Aws, Duration
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.config import Config
from infra.constructs.removal import removal_policy


class Bus(Construct):
    """CloudFormation insists on a name for a bus: it is the stack's, so it is literal nowhere."""

    def __init__(self, scope: Construct, construct_id: str, config: Config, *, key: kms.IKey | None) -> None:
        super().__init__(scope, construct_id)
        self.bus = events.EventBus(self, "Bus", event_bus_name=Aws.STACK_NAME)
        self.bus.apply_removal_policy(removal_policy(config))
        self.archive = events.Archive(
            self,
            "Archive",
            source_event_bus=self.bus,
            description="Every FlightPulse event: ids, no personal data",
            event_pattern=events.EventPattern(source=events.Match.prefix("flightpulse.")),
            retention=Duration.days(config.data.archive_retention_days),
        )
        self.archive.apply_removal_policy(removal_policy(config))
        if key:
            # The constructs would write the bus's ARN into the policy of the key that the bus waits for.
            for resource in (self.bus.node.default_child, self.archive.node.default_child):
                if not isinstance(resource, events.CfnEventBus | events.CfnArchive):
                    raise TypeError("bus and archive are not what takes a key")
                resource.kms_key_identifier = key.key_arn
