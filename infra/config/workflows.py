"""The workflows: waits in seconds, sizes of pages and batches."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import whole

# The claim on a run outlasts the machine's time-out by this: a dead run is never claimed while it may act.
LEASE_MARGIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class WorkflowsConfig:
    """A delay is often followed by a better estimate within seconds, and gates flip back: hence the waits."""

    delay_settle: int = setting("delaySettle", whole(0, 600), 10, local=1)
    gate_change_settle: int = setting("gateChangeSettle", whole(0, 600), 30, local=1)
    page_size: int = setting("pageSize", whole(1, 100), 100)
    batch_size: int = setting("batchSize", whole(1, 100), 20)
    batch_concurrency: int = setting("batchConcurrency", whole(1, 40), 5)
    machine_timeout: int = setting("machineTimeout", whole(60, 86_400), 900)
    restart_backoff: int = setting("restartBackoff", whole(1, 3600), 30)
    run_retention_days: int = setting("runRetentionDays", whole(1, 3653), 30)

    @property
    def run_lease(self) -> int:
        """How long a claim on a run holds."""
        return self.machine_timeout + LEASE_MARGIN_SECONDS
