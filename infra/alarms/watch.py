"""One thing to watch: a metric, when it is bad, and what that means to whoever is woken by it."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

from services.core.contracts.metrics import NAMESPACE, SERVICE, Metric

MINUTE = Duration.minutes(1)


@dataclass(frozen=True, slots=True)
class Watch:
    """`name` is also the anchor of its entry in docs/runbook.md.

    Bad is above the threshold (below it with `below`) in `bad` of the last `of` periods. No data at all is
    good, unless silence itself is the trouble. `keeps_from_telling`: passengers hear nothing meanwhile.
    """

    name: str
    says: str
    metric: cloudwatch.IMetric
    threshold: float
    bad: int = 1
    of: int = 1
    below: bool = False
    silence_is_bad: bool = False
    keeps_from_telling: bool = False


def aws(
    namespace: str,
    name: str,
    dimensions: dict[str, str],
    statistic: str = "Sum",
    period: Duration = MINUTE,
) -> cloudwatch.Metric:
    """A metric that a service of AWS emits."""
    return cloudwatch.Metric(
        namespace=f"AWS/{namespace}",
        metric_name=name,
        dimensions_map=dimensions,
        statistic=statistic,
        period=period,
    )


def ours(metric: Metric, statistic: str | None = None, period: Duration = MINUTE) -> cloudwatch.Metric:
    """A metric of the catalogue, over all that emit it."""
    return cloudwatch.Metric(
        namespace=NAMESPACE,
        metric_name=metric.name,
        dimensions_map={SERVICE: metric.service},
        statistic=statistic or metric.statistic.value,
        period=period,
    )


def together(
    metrics: list[cloudwatch.Metric], label: str, period: Duration = MINUTE
) -> cloudwatch.MathExpression:
    """The sum of several metrics: one alarm for what has one remedy. An alarm takes ten of them."""
    using = {f"m{number}": metric for number, metric in enumerate(metrics)}
    filled = ", ".join(f"FILL({name}, 0)" for name in using)
    return cloudwatch.MathExpression(
        expression=f"SUM([{filled}])", using_metrics=using, label=label, period=period
    )
