"""Composes the app: context to configuration, configuration to stacks and tags."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import aws_cdk as cdk

from infra.config import Config
from infra.constructs.customer_key import put_logs_under
from infra.context_file import with_flags
from infra.naming import PROJECT
from infra.stacks.data import DataStack
from infra.stacks.network import NetworkStack
from infra.stacks.observability import ObservabilityStack
from infra.stacks.services import ServicesStack
from infra.stacks.workflows import WorkflowsStack


def compose(
    context: Mapping[str, object], *, zips: Mapping[str, Path], outdir: Path | None = None
) -> cdk.App:
    """The app under a context and its zips; `-c` of the CDK command line wins. Raises ContextError."""
    app = cdk.App(
        context=with_flags(context), outdir=str(outdir) if outdir else None, analytics_reporting=False
    )
    config = Config.from_context(app.node.get_all_context())
    network = None if config.is_local else NetworkStack(app, config)
    data = DataStack(app, config, network=network)
    functions = network.place(network.groups.functions) if network else None
    workflows = WorkflowsStack(app, config, data=data, zips=zips, placement=functions)
    if network:
        services = ServicesStack(app, config, network=network, data=data, zips=zips)
        if data.key:
            put_logs_under(data.key, data, workflows, services)
        ObservabilityStack(app, config, data=data, workflows_stack=workflows, running=services.running)
    for key, value in tags(config).items():
        cdk.Tags.of(app).add(key, value)
    return app


def tags(config: Config) -> dict[str, str]:
    """On everything that can be tagged."""
    return {
        "Project": PROJECT,
        "Environment": config.preset,
        "Owner": config.ownership.owner,
        "CostCenter": config.ownership.cost_center,
    }
