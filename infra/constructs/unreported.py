"""Failures that no Catch sees: the status event of an execution leads to the same record and topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.config import Config
from infra.constructs.data import Data
from infra.constructs.machine import Machine
from infra.constructs.route import Route, Target
from infra.constructs.starter import starter_role
from infra.constructs.workflow import leading_keys
from infra.workflows.unreported import definition

ENDED_BADLY = ("FAILED", "TIMED_OUT", "ABORTED")


class UnreportedFailures(Construct):
    """Should this machine fail itself, its status event goes straight to the topic: there it ends."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        config: Config,
        data: Data,
        machine_arns: Sequence[str],
        failure_topic: sns.ITopic,
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        self.reporter = Machine(
            self,
            "Reporter",
            config=config,
            definition=definition(config),
            substitutions={"TableName": data.table.table_name, "BusName": data.bus.event_bus_name},
        )
        self.reporter.allow(
            "dynamodb:GetItem",
            "dynamodb:UpdateItem",
            on=[data.table.table_arn],
            conditions=leading_keys("RUN#*"),
        )
        self.reporter.allow("events:PutEvents", on=[data.bus.event_bus_arn])
        workflows = Route(
            self,
            "Workflows",
            description="A workflow ended badly: report it unless it has done so itself",
            pattern=status_pattern(machine_arns),
            targets=[Target("reporter", self.reporter.arn, starter_role(self, [self.reporter.arn]).role_arn)],
            dead_letters=dead_letters,
        )
        itself = Route(
            self,
            "ReporterItself",
            description="The reporter ended badly: page at once",
            pattern=status_pattern([self.reporter.arn]),
            targets=[Target("topic", failure_topic.topic_arn)],
            dead_letters=dead_letters,
        )
        self.rules = (workflows.name, itself.name)


def status_pattern(machine_arns: Sequence[str]) -> dict[str, Any]:
    """Step Functions puts these on the account's default bus."""
    return {
        "source": ["aws.states"],
        "detail-type": ["Step Functions Execution Status Change"],
        "detail": {"status": list(ENDED_BADLY), "stateMachineArn": list(machine_arns)},
    }
