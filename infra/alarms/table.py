"""The table and each of its indexes: throttled, or near what they may take."""

from __future__ import annotations

from collections.abc import Iterator

from aws_cdk import aws_dynamodb as dynamodb

from infra.alarms.watch import Watch, aws
from infra.config import Config
from infra.naming import LOOKUP_INDEX, STATUS_INDEX

NEAR = 0.8
# What a table on demand may take without asking for more, when no ceiling is set.
QUOTA_UNITS = 40_000
_PLACES = {"table": None, "status-index": STATUS_INDEX, "lookup-index": LOOKUP_INDEX}


def watches(table: dynamodb.ITable, config: Config) -> Iterator[Watch]:
    """Two kinds of trouble, reading and writing, in three places."""
    limits = {
        "read": config.data.max_read_units or QUOTA_UNITS,
        "write": config.data.max_write_units or QUOTA_UNITS,
    }
    for place, index in _PLACES.items():
        dimensions = {"TableName": table.table_name}
        if index:
            dimensions["GlobalSecondaryIndexName"] = index
        for kind, limit in limits.items():
            yield Watch(
                f"{place}-{kind}-throttles",
                f"DynamoDB throttles {kind}s of the {place.replace('-', ' ')}",
                aws("DynamoDB", f"{kind.title()}ThrottleEvents", dimensions),
                threshold=0,
                bad=3,
                of=5,
            )
            yield Watch(
                f"{place}-{kind}-capacity",
                f"{kind.title()}s of the {place.replace('-', ' ')} are above {NEAR:.0%}"
                f" of {limit:,} units a second",
                aws("DynamoDB", f"Consumed{kind.title()}CapacityUnits", dimensions),
                threshold=NEAR * limit * 60,
                bad=3,
                of=5,
            )
