"""Which event goes where: the rules of the bus, in one table to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.constructs.route import Route, Target, from_producers
from infra.constructs.sinks import Sinks, target_arn
from infra.constructs.starter import starter_role
from infra.workflows.starts import Start
from services.core.contracts import detail_types as types

FACTS = (
    types.FLIGHT_STATUS_CHANGED,
    types.BOOKING_CREATED,
    types.BOOKING_STATUS_CHANGED,
    types.DISRUPTION_NOTIFIED,
)


@dataclass(frozen=True, slots=True)
class WorkflowRoute:
    """A workflow's machine and what starts it."""

    machine_arn: str
    starts: Sequence[Start]


class Routes(Construct):
    """One rule per destination, each pinned to source and detail type."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        bus: events.IEventBus,
        workflows: Sequence[WorkflowRoute],
        messenger: lambda_.Function,
        sinks: Sinks,
        rebooking: sqs.IQueue,
        failure_topic: sns.ITopic,
        dead_letters: sqs.IQueue,
    ) -> None:
        super().__init__(scope, construct_id)
        self._bus = bus
        self._dead_letters = dead_letters
        self._names: list[str] = []
        starter = starter_role(self, [workflow.machine_arn for workflow in workflows])
        for workflow in workflows:
            target = Target("workflow", workflow.machine_arn, starter.role_arn)
            for start in workflow.starts:
                self._route(start.name, start.detail_types, target, detail=start.detail)
        self.workflow_rules = tuple(self._names)
        self._requests(messenger)
        for name, detail_type, group in (
            ("Email", types.NOTIFICATION_EMAIL, sinks.email),
            ("Sms", types.NOTIFICATION_SMS, sinks.sms),
            ("Push", types.NOTIFICATION_PUSH, sinks.push),
        ):
            self._route(name, [detail_type], Target("sink", target_arn(group)))
        self._route("Rebooking", [types.BOOKING_REBOOKING_NEEDED], Target("queue", rebooking.queue_arn))
        self._route("Facts", FACTS, Target("facts", target_arn(sinks.facts)))
        self._route(
            "Failures",
            [types.WORKFLOW_FAILED],
            Target("record", target_arn(sinks.failures)),
            Target("page", failure_topic.topic_arn),
        )
        self.other_rules = tuple(self._names[len(self.workflow_rules) :])

    def _requests(self, messenger: lambda_.Function) -> None:
        route = self._route(
            "Requests", [types.NOTIFICATION_REQUESTED], Target("messenger", messenger.function_arn)
        )
        messenger.add_permission(
            "Requests", principal=iam.ServicePrincipal("events.amazonaws.com"), source_arn=route.rule.attr_arn
        )

    def _route(
        self,
        name: str,
        detail_types: Sequence[str],
        *targets: Target,
        detail: Mapping[str, Any] | None = None,
    ) -> Route:
        producers = sorted(
            {source for detail_type in detail_types for source in types.PRODUCERS[detail_type]}
        )
        route = Route(
            self,
            name,
            description=f"{', '.join(detail_types)}",
            bus_name=self._bus.event_bus_name,
            pattern=from_producers(detail_types, producers, detail),
            targets=targets,
            dead_letters=self._dead_letters,
        )
        self._names.append(route.name)
        return route
