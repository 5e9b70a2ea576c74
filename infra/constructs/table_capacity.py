"""How much the table and its indexes take: on demand with a ceiling, or provisioned within bounds."""

from __future__ import annotations

from typing import Any

from aws_cdk import aws_dynamodb as dynamodb

from infra.config import Config
from infra.config.data import PROVISIONED


def of_table(config: Config) -> dict[str, Any]:
    """The arguments of the table."""
    data = config.data
    if data.billing == PROVISIONED:
        return {
            "billing_mode": dynamodb.BillingMode.PROVISIONED,
            "read_capacity": data.min_read_units,
            "write_capacity": data.min_write_units,
        }
    return {"billing_mode": dynamodb.BillingMode.PAY_PER_REQUEST, **_ceiling(config)}


def of_index(config: Config) -> dict[str, Any]:
    """The arguments of one index: it takes what the table takes, since a write may reach both."""
    data = config.data
    if data.billing == PROVISIONED:
        return {"read_capacity": data.min_read_units, "write_capacity": data.min_write_units}
    return _ceiling(config)


def scale(table: dynamodb.Table, indexes: tuple[str, ...], config: Config) -> None:
    """Provisioned: table and indexes follow their use, each by itself."""
    data = config.data
    if data.billing != PROVISIONED:
        return
    if data.max_read_units is None or data.max_write_units is None:
        raise TypeError("provisioned capacity has no greatest value to scale to")
    read = {"min_capacity": data.min_read_units, "max_capacity": data.max_read_units}
    write = {"min_capacity": data.min_write_units, "max_capacity": data.max_write_units}
    targets = [table.auto_scale_read_capacity(**read), table.auto_scale_write_capacity(**write)]
    for index in indexes:
        targets += [
            table.auto_scale_global_secondary_index_read_capacity(index, **read),
            table.auto_scale_global_secondary_index_write_capacity(index, **write),
        ]
    for target in targets:
        target.scale_on_utilization(target_utilization_percent=data.target_utilisation)


def _ceiling(config: Config) -> dict[str, Any]:
    return {
        "max_read_request_units": config.data.max_read_units,
        "max_write_request_units": config.data.max_write_units,
    }
