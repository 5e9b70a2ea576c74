"""What the values of one configuration must be to each other."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import TYPE_CHECKING

from infra.config.data import ON_DEMAND
from infra.config.functions import TASK_MARGIN_SECONDS
from infra.config.kafka import OWN
from infra.config.network import NO_NAT
from infra.config.presets import PROD
from infra.context import ContextError

if TYPE_CHECKING:
    from infra.config.config import Config

Rule = tuple[Callable[["Config"], bool], str]

# What Fargate sells, by processor.
_MEMORY_OF: Mapping[int, Container[int]] = {
    256: (512, 1024, 2048),
    512: range(1024, 4096 + 1, 1024),
    1024: range(2048, 8192 + 1, 1024),
    2048: range(4096, 16_384 + 1, 1024),
}

_WORKFLOWS: tuple[Rule, ...] = (
    (lambda c: c.workflows.batch_size <= c.workflows.page_size, "batchSize must not be above pageSize"),
    (
        lambda c: (
            c.workflows.machine_timeout
            >= max(c.workflows.delay_settle, c.workflows.gate_change_settle)
            + 2 * c.functions.messenger_task_timeout
        ),
        "machineTimeout must hold the settle time and two calls of the messenger "
        f"(messengerTimeout + {TASK_MARGIN_SECONDS} s each)",
    ),
    (
        lambda c: (
            c.workflows.machine_timeout
            >= 2 * (c.functions.marker_task_timeout + c.functions.messenger_task_timeout)
        ),
        "machineTimeout must hold two calls of the marker and of the messenger "
        f"(markerTimeout and messengerTimeout, {TASK_MARGIN_SECONDS} s more each)",
    ),
    (
        lambda c: c.model.deadline < c.functions.messenger_timeout,
        "modelDeadline must be below messengerTimeout",
    ),
    (
        lambda c: c.model.requests_per_minute >= (c.functions.messenger_concurrency or 1),
        "messengerConcurrency must not be above modelRequestsPerMinute: each messenger has its share of it",
    ),
)

_TABLE: tuple[Rule, ...] = (
    (
        lambda c: c.data.billing == ON_DEMAND or None not in (c.data.max_read_units, c.data.max_write_units),
        "tableBilling provisioned needs tableMaxReadUnits and tableMaxWriteUnits to scale to",
    ),
    (
        lambda c: (
            c.data.billing == ON_DEMAND
            or (
                c.data.min_read_units <= (c.data.max_read_units or 0)
                and c.data.min_write_units <= (c.data.max_write_units or 0)
            )
        ),
        "tableMinReadUnits and tableMinWriteUnits must not be above tableMaxReadUnits and tableMaxWriteUnits",
    ),
)

_SERVICES: tuple[Rule, ...] = (
    (
        lambda c: c.consumer.min_tasks <= c.consumer.max_tasks,
        "consumerMinTasks must not be above consumerMaxTasks",
    ),
    (
        lambda c: c.consumer.max_tasks <= c.kafka.partitions,
        "consumerMaxTasks must not be above kafkaPartitions: a task without a partition has nothing to do",
    ),
    (lambda c: c.api.min_tasks <= c.api.max_tasks, "apiMinTasks must not be above apiMaxTasks"),
    (
        lambda c: c.consumer.memory_mb in _MEMORY_OF[c.consumer.cpu],
        "consumerMemoryMb must be 2 to 8 times consumerCpu, in whole GB (Fargate sells no other)",
    ),
    (
        lambda c: c.api.memory_mb in _MEMORY_OF[c.api.cpu],
        "apiMemoryMb must be 2 to 8 times apiCpu, in whole GB (Fargate sells no other)",
    ),
    (
        lambda c: (c.api.domain is None) == (c.api.certificate_arn is None),
        "domainName and certificateArn go together",
    ),
    (
        lambda c: c.kafka.kind != OWN or c.network.nat != NO_NAT,
        "kafka own needs nat one or per-zone: the brokers are outside the network",
    ),
)

_CALLERS: tuple[Rule, ...] = (
    (
        lambda c: (c.callers.issuer is None) == (c.callers.audience is None),
        "issuer and issuerAudience go together",
    ),
    (
        lambda c: c.callers.issuer is not None or not (c.callers.given_jwks_url or c.callers.scope_prefix),
        "issuerJwksUrl and issuerScopePrefix need issuer",
    ),
    (
        lambda c: c.callers.issuer is None or c.network.nat != NO_NAT,
        "issuer needs nat one or per-zone: its keys are outside the network",
    ),
)

_TRACING: tuple[Rule, ...] = (
    (
        lambda c: not c.tracing.collector or c.tracing.image is not None or c.network.nat != NO_NAT,
        "collector on needs collectorImage, a copy of the public image in this account's registry, "
        "or nat one or per-zone",
    ),
)

_PROD: tuple[Rule, ...] = (
    (lambda c: c.data.retains, "removal must be RETAIN"),
    (lambda c: not c.tasks.exec, "ecsExec must be off"),
    (lambda c: c.api.min_tasks >= 2, "apiMinTasks must be 2 or more, one for each of two zones"),
    (lambda c: c.consumer.min_tasks >= 2, "consumerMinTasks must be 2 or more: one may end at any time"),
)


def check_together(config: Config) -> None:
    """Raises ContextError with the first rule that does not hold."""
    rules = [*_WORKFLOWS, *_TABLE, *_SERVICES, *_CALLERS, *_TRACING]
    if config.preset == PROD:
        rules += [(holds, f"{text} under preset prod") for holds, text in _PROD]
    for holds, text in rules:
        if not holds(config):
            raise ContextError(f"context values do not fit together: {text}")
