"""The topics, and what they promise: one place for whoever makes them, here or in AWS."""

from dataclasses import dataclass
from typing import Final

OPERATIONS: Final = "flight-operations"
RAW: Final = "flight-operations.raw"
DEAD_LETTERS: Final = "flight-operations.dlq"

REPLICATION: Final = 3
MIN_IN_SYNC: Final = 2
"""With acks=all, a record that was acknowledged outlives the loss of any one broker."""

MAX_EVENT_BYTES: Final = 1024 * 1024
MAX_DEAD_LETTER_BYTES: Final = 2 * MAX_EVENT_BYTES
"""The record as it came, and the headers that say why it lies there."""

OTHER_PARTITIONS: Final = 6
"""Of the topics whose order does not matter; that of flights is the configuration's."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `max_bytes` of a batch of records, which one record never exceeds."""

    name: str
    partitions: int
    max_bytes: int = MAX_EVENT_BYTES


def topics(operations_partitions: int) -> tuple[Topic, ...]:
    """All topics, with as many partitions for flights as asked for."""
    return (
        Topic(OPERATIONS, operations_partitions),
        Topic(RAW, OTHER_PARTITIONS),
        Topic(DEAD_LETTERS, OTHER_PARTITIONS, MAX_DEAD_LETTER_BYTES),
    )
