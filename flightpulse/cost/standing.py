"""What an idle environment costs a month: nothing here depends on a single event."""

from __future__ import annotations

from dataclasses import dataclass

from flightpulse.cost import prices
from flightpulse.cost.line import Line

SERVERLESS, PROVISIONED, NO_KAFKA = "serverless", "provisioned", "none"


@dataclass(frozen=True, slots=True)
class Environment:
    """The parts that cost by the hour; sizes of a task in vCPU and GB."""

    zones: int
    endpoints: int
    nat_gateways: int
    kafka: str
    partitions: int
    brokers: int
    broker_gb: int
    consumer_tasks: int
    consumer_size: tuple[float, float]
    api_tasks: int
    api_size: tuple[float, float]
    web_acl_rules: int
    alarms: int
    metrics: int
    secrets: int
    keys: int


# Interface endpoints, one for each service that is called and has no gateway.
ENDPOINTS = 11

ENVIRONMENTS = {
    "dev": Environment(
        zones=2, endpoints=ENDPOINTS, nat_gateways=0, kafka=SERVERLESS, partitions=26, brokers=0, broker_gb=0,
        consumer_tasks=1, consumer_size=(0.5, 1), api_tasks=1, api_size=(0.25, 0.5), web_acl_rules=0,
        alarms=69, metrics=66, secrets=2, keys=0,
    ),
    "staging": Environment(
        zones=2, endpoints=ENDPOINTS, nat_gateways=0, kafka=SERVERLESS, partitions=26, brokers=0, broker_gb=0,
        consumer_tasks=2, consumer_size=(1, 2), api_tasks=2, api_size=(0.5, 1), web_acl_rules=4,
        alarms=69, metrics=66, secrets=2, keys=0,
    ),
    "prod": Environment(
        zones=3, endpoints=ENDPOINTS, nat_gateways=0, kafka=PROVISIONED, partitions=26, brokers=3,
        broker_gb=100, consumer_tasks=3, consumer_size=(1, 2), api_tasks=3, api_size=(1, 2), web_acl_rules=4,
        alarms=69, metrics=66, secrets=2, keys=0,
    ),
}  # fmt: skip


def standing(one: Environment) -> list[Line]:
    """The lines of one month; those of nothing are left out."""
    lines = [*_network(one), *_kafka(one), *_tasks(one), *_watching(one)]
    return [line for line in lines if line.quantity]


def _hours(count: float) -> float:
    return count * prices.HOURS_A_MONTH


def _network(one: Environment) -> list[Line]:
    return [
        Line(
            "Interface endpoints",
            _hours(one.endpoints * one.zones),
            prices.ENDPOINT,
            f"{one.endpoints} services in {one.zones} zones; DynamoDB and S3 are gateways, which are free",
        ),
        Line(
            "NAT gateways", _hours(one.nat_gateways), prices.NAT, "none: endpoints reach all that is called"
        ),
        Line(
            "Load balancer", _hours(1), prices.LOAD_BALANCER, "one, internal; its capacity units come on top"
        ),
        Line("Web ACL", 1 if one.web_acl_rules else 0, prices.WEB_ACL, "before the API"),
        Line("Web ACL rules", one.web_acl_rules, prices.WEB_ACL_RULE, "managed groups and the rate limit"),
    ]


def _kafka(one: Environment) -> list[Line]:
    if one.kafka == SERVERLESS:
        return [
            Line("MSK Serverless", _hours(1), prices.SERVERLESS_CLUSTER, "the cluster"),
            Line("MSK partitions", _hours(one.partitions), prices.SERVERLESS_PARTITION, "of all topics"),
        ]
    return [
        Line("MSK brokers", _hours(one.brokers), prices.BROKER, f"{one.brokers} brokers, one a zone"),
        Line(
            "MSK storage", one.brokers * one.broker_gb, prices.BROKER_STORAGE, f"{one.broker_gb} GB a broker"
        ),
    ]


def _tasks(one: Environment) -> list[Line]:
    cpus = one.consumer_tasks * one.consumer_size[0] + one.api_tasks * one.api_size[0]
    gigabytes = one.consumer_tasks * one.consumer_size[1] + one.api_tasks * one.api_size[1]
    how = f"{one.consumer_tasks} consumers, {one.api_tasks} APIs"
    return [
        Line("Fargate processors", _hours(cpus), prices.FARGATE_CPU, how),
        Line("Fargate memory", _hours(gigabytes), prices.FARGATE_MEMORY, how),
    ]


def _watching(one: Environment) -> list[Line]:
    return [
        Line("Alarms", one.alarms, prices.ALARM, "docs/runbook.md"),
        Line("Metrics of our own", one.metrics, prices.METRIC, "name and dimension, docs/metrics.md"),
        Line("Dashboard", 1, prices.DASHBOARD, "one"),
        Line("Secrets", one.secrets, prices.SECRET, "keys of contact ids and of cursors"),
        Line("Customer keys", one.keys, prices.KEY, "when the context asks for one"),
    ]
