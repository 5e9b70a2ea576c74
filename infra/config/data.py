"""What is kept, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, whole

RETAIN, DESTROY = "RETAIN", "DESTROY"


@dataclass(frozen=True, slots=True)
class DataConfig:
    """The table, the archive of the bus, and whatever else holds data."""

    removal: str = setting("removal", one_of(RETAIN, DESTROY), RETAIN, local=DESTROY)
    archive_retention_days: int = setting("archiveRetentionDays", whole(1, 3653), 30, local=1, dev=7, prod=90)

    @property
    def retains(self) -> bool:
        """Data outlives its stack."""
        return self.removal == RETAIN
