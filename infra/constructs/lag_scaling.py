"""How many consumers there are: as many as the lag asks for, and never more than partitions."""

from __future__ import annotations

from aws_cdk import Duration
from aws_cdk import aws_applicationautoscaling as scaling
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ecs as ecs

from infra.config.consumer import ConsumerConfig
from services.core.contracts import metrics

# Every new member moves partitions, so a lag that comes and goes must not send tasks after it.
OUT_COOLDOWN = Duration.minutes(2)
IN_COOLDOWN = Duration.minutes(15)


def scale_on_lag(service: ecs.FargateService, config: ConsumerConfig, *, least: int) -> None:
    """Records behind say how much there is to do, and tasks go again when it is done.

    Seconds behind say how late passengers hear of it: few but old records add tasks too, and never take any.
    """
    tasks = service.auto_scale_task_count(min_capacity=least, max_capacity=config.max_tasks)
    tasks.scale_to_track_custom_metric(
        "LagRecords",
        metric=measured(metrics.LAG_RECORDS),
        target_value=config.lag_records,
        scale_out_cooldown=OUT_COOLDOWN,
        scale_in_cooldown=IN_COOLDOWN,
    )
    tasks.scale_on_metric(
        "LagSeconds",
        metric=measured(metrics.LAG_SECONDS),
        scaling_steps=[
            scaling.ScalingInterval(upper=config.lag_seconds, change=0),
            scaling.ScalingInterval(lower=config.lag_seconds, upper=4 * config.lag_seconds, change=1),
            scaling.ScalingInterval(lower=4 * config.lag_seconds, change=4),
        ],
        adjustment_type=scaling.AdjustmentType.CHANGE_IN_CAPACITY,
        cooldown=OUT_COOLDOWN,
        evaluation_periods=2,
    )


def measured(metric: metrics.Metric) -> cloudwatch.Metric:
    """A metric of the catalogue, over all tasks of its service."""
    return cloudwatch.Metric(
        namespace=metrics.NAMESPACE,
        metric_name=metric.name,
        dimensions_map={metrics.SERVICE: metric.service},
        statistic=str(metric.statistic),
        period=Duration.seconds(metrics.PERIOD_SECONDS),
    )
