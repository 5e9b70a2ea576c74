"""Findings of cdk-nag that we know and accept: one resource, one rule, one reason. None is for a whole stack.

A finding that is not here fails every synthesis; an entry that no finding answers to fails a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from infra.gateway.routes import ROUTES
from infra.naming import DATA_STACK, SERVICES_STACK, WORKFLOWS_STACK

PACK = "AwsSolutions"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """`path` is the resource's in the construct tree, `rule` what cdk-nag calls it, `[...]` included."""

    path: str
    rule: str
    reason: str


_MACHINES = ("Delay/Spine", "GateChange/Spine", "Cancellation/Spine", "UnreportedFailures/Reporter")
_OF_A_MACHINE = (
    (
        "Role/DefaultPolicy/Resource",
        "IAM5[Resource::*]",
        "The calls that set log delivery up take no resource",
    ),
    (
        "Machine/Resource",
        "SF1",
        "Errors are logged. Every step of every execution is in its history for 90 days; logging it again "
        "costs more than the executions themselves",
    ),
    (
        "Machine/Resource",
        "SF2",
        "The trace is ours: traceparent goes through the input. X-Ray here needs a right on every resource",
    ),
)
_FUNCTIONS = ("Messenger/Messenger", "Rebooking/Marker", "Sweeper/Sweeper", "Stream/Handler")
_QUEUES_AT_THE_END = {
    "RulesDeadLetters/Queue": "It is the dead-letter queue of every rule, which this check does not look at",
    "Messenger/FailedRequests/Queue": "It is the on-failure queue of the messenger",
    "Stream/Failures/Queue": "It is the on-failure queue of the stream's event source mapping",
}
_TASKS = ("Topics/Task", "Consumer/Task", "Api/Task")
_OF_A_TASK = (
    (
        "ExecutionRole/DefaultPolicy/Resource",
        "IAM5[Resource::*]",
        "ecr:GetAuthorizationToken is a call that takes no resource",
    ),
    (
        "Definition/Resource",
        "ECS2",
        "The environment holds names and endpoints; what is secret comes by the ARN of its secret",
    ),
)
_OPEN_ROUTES = ("GetHealth", "GetRoot", "GetBoardFile")
_OF_THE_GATEWAY = (
    ("Api", "APIG2", "The API checks every body itself and answers what would be right (problem+json)"),
    (
        "Stage",
        "APIG6",
        "Execution logs hold paths and headers; the access log holds the route alone",
    ),
    (
        "LogRole/Resource",
        "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]",
        "The account's one role for gateway logs: API Gateway checks it for this very policy",
    ),
)

ACKNOWLEDGED: tuple[Acknowledged, ...] = (
    Acknowledged(
        f"{DATA_STACK}/ContactSecret/Secret/Resource",
        "SMG4",
        "Every contact id and locator hash in the table depends on it: a new one would orphan them all",
    ),
    *(
        Acknowledged(f"{WORKFLOWS_STACK}/{machine}/{part}", rule, reason)
        for machine, (part, rule, reason) in product(_MACHINES, _OF_A_MACHINE)
    ),
    *(
        Acknowledged(
            f"{WORKFLOWS_STACK}/{function}/Function/Resource",
            "L1",
            "Python 3.13 is the one version of images, functions and tests; they move together",
        )
        for function in _FUNCTIONS
    ),
    *(
        Acknowledged(f"{WORKFLOWS_STACK}/{queue}/Resource", "SQS3", reason)
        for queue, reason in _QUEUES_AT_THE_END.items()
    ),
    *(
        Acknowledged(
            f"{WORKFLOWS_STACK}/{function}/Role/NetworkInterfaces/Resource",
            "IAM5[Resource::*]",
            "Lambda puts its interface into a subnet under this role; EC2 takes no resource for these calls",
        )
        for function in _FUNCTIONS
    ),
    Acknowledged(
        f"{SERVICES_STACK}/Api/CursorSecret/Resource",
        "SMG4",
        "It signs the cursors of lists: a new one ends every page that somebody is at; changed by hand",
    ),
    *(
        Acknowledged(f"{SERVICES_STACK}/{task}/{part}", rule, reason)
        for task, (part, rule, reason) in product(_TASKS, _OF_A_TASK)
    ),
    Acknowledged(
        f"{SERVICES_STACK}/Balancer/Balancer/Resource",
        "ELB2",
        "It is internal and has one caller, the gateway, whose access log has every request",
    ),
    *(
        Acknowledged(f"{SERVICES_STACK}/Gateway/{part}", rule, reason)
        for part, rule, reason in _OF_THE_GATEWAY
    ),
    *(
        Acknowledged(
            f"{SERVICES_STACK}/Gateway/{route}",
            rule,
            "Open on purpose: whether the service is up, and the files of the board, which hold no data",
        )
        for route, rule in product(_OPEN_ROUTES, ("APIG4", "COG4"))
    ),
)

# What production does not have.
ELSEWHERE: tuple[Acknowledged, ...] = (
    *(
        Acknowledged(
            f"{SERVICES_STACK}/{task}/TaskRole/DefaultPolicy/Resource",
            "IAM5[Resource::*]",
            "A developer may look into a task (ecsExec); the calls that open the channel take no resource",
        )
        for task in ("Consumer/Task", "Api/Task")
    ),
    *(
        Acknowledged(
            f"{SERVICES_STACK}/Gateway/{route.name}",
            "COG4",
            "Another issuer's tokens are checked by a function of ours; Cognito does not know them (issuer)",
        )
        for route in ROUTES
        if route.scope
    ),
    Acknowledged(
        f"{SERVICES_STACK}/Callers/Authorizer/Function/Resource",
        "L1",
        "Python 3.13 is the one version of images, functions and tests; they move together",
    ),
    Acknowledged(
        f"{SERVICES_STACK}/Callers/Authorizer/Role/NetworkInterfaces/Resource",
        "IAM5[Resource::*]",
        "Lambda puts its interface into a subnet under this role; EC2 takes no resource for these calls",
    ),
    Acknowledged(
        f"{SERVICES_STACK}/Collector/Task/TaskRole/DefaultPolicy/Resource",
        "IAM5[Resource::*]",
        "xray:PutTraceSegments is a call that takes no resource",
    ),
    Acknowledged(
        f"{SERVICES_STACK}/Collector/Task/Definition/Resource",
        "ECS2",
        "The environment holds the region and the collector's configuration, which has no secret",
    ),
    Acknowledged(
        f"{SERVICES_STACK}/Gateway/Stage",
        "APIG3",
        "An environment for developers has no web ACL unless the context asks for one (waf)",
    ),
    Acknowledged(
        f"{DATA_STACK}/Kafka/Access/Resource",
        "SMG4",
        "Own brokers know the password: whoever runs them changes it there and here",
    ),
)
