"""What the workflows stack uses of the data stack."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms


@dataclass(frozen=True, slots=True)
class Data:
    """The references go one way: from the workflows to the data."""

    table: dynamodb.ITable
    bus: events.IEventBus
    key: kms.IKey | None
