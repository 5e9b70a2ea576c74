"""What is seen of the running system, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of

# What CloudWatch Logs accepts, up to two years.
LOG_RETENTION_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)


@dataclass(frozen=True, slots=True)
class ObservabilityConfig:
    """Logs of every component."""

    log_retention_days: int = setting(
        "logRetentionDays", one_of(*LOG_RETENTION_DAYS), 30, local=1, dev=7, prod=180
    )
