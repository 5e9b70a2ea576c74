"""The spine with the limits of the configuration."""

from __future__ import annotations

from infra.config import Config
from infra.workflows.spine import Spine


def spine(config: Config, settle: int, *, urgent: str | None = None, marks: bool = False) -> Spine:
    """The spine for one workflow; `settle` is its wait in seconds, 0 for none."""
    return Spine(
        settle=settle,
        page_size=config.workflows.page_size,
        batch_size=config.workflows.batch_size,
        batch_concurrency=config.workflows.batch_concurrency,
        messenger_task_timeout=config.functions.messenger_task_timeout,
        marker_task_timeout=config.functions.marker_task_timeout,
        machine_timeout=config.workflows.machine_timeout,
        lease=config.workflows.run_lease,
        restart_backoff=config.workflows.restart_backoff,
        run_retention_days=config.workflows.run_retention_days,
        urgent=urgent,
        marks=marks,
    )
