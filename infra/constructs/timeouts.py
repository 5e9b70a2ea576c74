"""Counts a function's time-outs from its log, since Lambda counts them only among its errors."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.alarms.watch import MINUTE

METRIC = "TimedOut"
# What Lambda writes about it, as text and as JSON.
TEXT_PATTERN = '"Task timed out after"'
JSON_PATTERN = '{ $.type = "platform.report" && $.record.status = "timeout" }'


class Timeouts(Construct):
    """One metric from two filters: the format of a function's log may be changed without losing the alarm."""

    def __init__(self, scope: Construct, construct_id: str, log_group: logs.ILogGroup) -> None:
        super().__init__(scope, construct_id)
        # A filter's metric has no dimensions but from fields of the line: the stack is in the namespace.
        namespace = f"{Aws.STACK_NAME}/{construct_id}"
        for name, pattern in (("Text", TEXT_PATTERN), ("Json", JSON_PATTERN)):
            logs.MetricFilter(
                self,
                name,
                log_group=log_group,
                filter_pattern=logs.FilterPattern.literal(pattern),
                metric_namespace=namespace,
                metric_name=METRIC,
                metric_value="1",
                default_value=0,
            )
        self.metric = cloudwatch.Metric(
            namespace=namespace, metric_name=METRIC, statistic="Sum", period=MINUTE
        )
