"""The tasks on Fargate and the API before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aws_cdk import aws_cloudwatch as cloudwatch

from infra.alarms.functions import performance
from infra.alarms.watch import MINUTE, Watch, aws, ours
from infra.constructs.other_issuer import OtherIssuer
from infra.gateway.routes import FLIGHT
from services.core.contracts import metrics

# Not of all routes together: a stream that is open for a quarter of an hour is no slow answer.
READ = {"Method": "GET", "Resource": FLIGHT}
SLOW_MS = 2_000
SERVER_ERROR_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Services:
    """What the services stack runs: names of cluster and services, and the name and stage of the API."""

    cluster: str
    services: Mapping[str, str]
    api: str
    stage: str
    authorizer: OtherIssuer | None = None


def watches(services: Services) -> Iterator[Watch]:
    """Container Insights counts tasks; the gateway counts what its callers see."""
    for name, service in services.services.items():
        yield Watch(
            f"{name}-tasks-missing",
            f"Fewer tasks of the {name} run than should",
            _missing(services.cluster, service),
            threshold=0,
            bad=10,
            of=10,
        )
    gateway = {"ApiName": services.api, "Stage": services.stage}
    yield Watch(
        "api-5xx",
        f"More than {SERVER_ERROR_SHARE:.0%} of the API's answers are failures of ours",
        aws("ApiGateway", "5XXError", gateway, "Average"),
        threshold=SERVER_ERROR_SHARE,
        bad=3,
        of=5,
    )
    yield Watch(
        "api-p99",
        f"One of a hundred reads of a flight takes more than {SLOW_MS} ms",
        aws("ApiGateway", "Latency", {**gateway, **READ}, "p99"),
        threshold=SLOW_MS,
        bad=5,
        of=5,
    )
    yield Watch(
        "api-server-errors",
        "The API itself answered 500 or above, by its own count",
        ours(metrics.SERVER_ERRORS),
        threshold=0,
        bad=3,
        of=5,
    )

    if services.authorizer:
        yield from _authorizer(services.authorizer)


def _authorizer(issuer: OtherIssuer) -> Iterator[Watch]:
    """Not Errors, as every bad token is one: anybody could raise that alarm from outside."""
    yield Watch(
        "authorizer-undecided",
        "Callers are turned away since nobody can tell whether their tokens are good",
        issuer.failures,
        threshold=0,
        bad=2,
        of=5,
    )
    yield from performance("authorizer", issuer.python.function)


def _missing(cluster: str, service: str) -> cloudwatch.MathExpression:
    def count(name: str) -> cloudwatch.Metric:
        return cloudwatch.Metric(
            namespace="ECS/ContainerInsights",
            metric_name=name,
            dimensions_map={"ClusterName": cluster, "ServiceName": service},
            statistic="Average",
            period=MINUTE,
        )

    return cloudwatch.MathExpression(
        expression="desired - running",
        using_metrics={"desired": count("DesiredTaskCount"), "running": count("RunningTaskCount")},
        label="missing tasks",
        period=MINUTE,
    )
