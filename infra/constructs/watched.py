"""What of the workflows stack is watched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs


@dataclass(frozen=True, slots=True)
class Watched:
    """By the names that alarms and runbook use."""

    functions: Mapping[str, lambda_.Function]
    messenger_log_group: logs.ILogGroup
    machine_arns: Mapping[str, str]
    workflow_rules: Sequence[str]
    other_rules: Sequence[str]
    rules_on_default: Sequence[str]
    dead_letters: Mapping[str, sqs.IQueue]
    rebooking: sqs.IQueue
