"""What is kept, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, switch, whole, whole_or_none

RETAIN, DESTROY = "RETAIN", "DESTROY"
ON_DEMAND, PROVISIONED = "on-demand", "provisioned"


@dataclass(frozen=True, slots=True)
class DataConfig:
    """The table, the archive of the bus, and whatever else holds data.

    Units are a second's, for the table and for each index alike: on demand the ceiling ("none": the
    account's), provisioned the bounds within which they follow their use.
    """

    removal: str = setting("removal", one_of(RETAIN, DESTROY), RETAIN, local=DESTROY, dev=DESTROY)
    billing: str = setting("tableBilling", one_of(ON_DEMAND, PROVISIONED), ON_DEMAND)
    min_read_units: int = setting("tableMinReadUnits", whole(1, 40_000), 25)
    min_write_units: int = setting("tableMinWriteUnits", whole(1, 40_000), 25)
    max_read_units: int | None = setting(
        "tableMaxReadUnits", whole_or_none(1, 1_000_000), 2_000, local=None, prod=20_000
    )
    max_write_units: int | None = setting(
        "tableMaxWriteUnits", whole_or_none(1, 1_000_000), 2_000, local=None, prod=20_000
    )
    target_utilisation: int = setting("tableTargetUtilisation", whole(20, 90), 70)
    contributor_insights: bool = setting("contributorInsights", switch, False, prod=True)
    customer_key: bool = setting("customerKey", switch, False)
    archive_retention_days: int = setting("archiveRetentionDays", whole(1, 3653), 30, local=1, dev=7, prod=90)

    @property
    def retains(self) -> bool:
        """Data outlives its stack."""
        return self.removal == RETAIN
