"""A rule and its targets: each has the dead-letter queue, retries and a greatest age. None is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aws_cdk import Aws, Stack
from aws_cdk import aws_events as events
from aws_cdk import aws_sqs as sqs
from constructs import Construct

MAXIMUM_RETRIES = 8
MAXIMUM_AGE_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Target:
    """Where a rule delivers. `role_arn` is for targets reached under a role (state machines)."""

    name: str
    arn: str
    role_arn: str | None = None


class Route(Construct):
    """Pinned by source and detail type, or by a schedule; `bus_name` None is the account's default bus."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        description: str,
        targets: Sequence[Target],
        dead_letters: sqs.IQueue,
        pattern: dict[str, Any] | None = None,
        schedule: str | None = None,
        state: str = "ENABLED",
        bus_name: str | None = None,
    ) -> None:
        super().__init__(scope, construct_id)
        # Named after the stack: alarms of another stack watch it by its name, which cannot be cut out of an
        # ARN there. Nothing that may change of a rule replaces it.
        self.name = f"{Stack.of(self).stack_name}-{construct_id}"
        self.rule = events.CfnRule(
            self,
            "Rule",
            name=f"{Aws.STACK_NAME}-{construct_id}",
            description=description,
            event_bus_name=bus_name,
            event_pattern=pattern,
            schedule_expression=schedule,
            state=state,
            targets=[_reliable(target, dead_letters) for target in targets],
        )


def from_producers(
    detail_types: Sequence[str], producers: Sequence[str], detail: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The pattern for some detail types of their producers, with a detail like this if one is given."""
    pattern: dict[str, Any] = {"source": list(producers), "detail-type": list(detail_types)}
    return pattern if detail is None else {**pattern, "detail": dict(detail)}


def _reliable(target: Target, dead_letters: sqs.IQueue) -> events.CfnRule.TargetProperty:
    return events.CfnRule.TargetProperty(
        id=target.name,
        arn=target.arn,
        role_arn=target.role_arn,
        dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=dead_letters.queue_arn),
        retry_policy=events.CfnRule.RetryPolicyProperty(
            maximum_retry_attempts=MAXIMUM_RETRIES, maximum_event_age_in_seconds=MAXIMUM_AGE_SECONDS
        ),
    )
