"""The topics of FlightPulse and how many partitions each has."""

from dataclasses import dataclass
from typing import Final

from services.core.contracts.topics import topics

OPERATIONS_PARTITIONS: Final = 24
"""As in production, so that a replay spreads its flights alike."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic."""

    name: str
    partitions: int

    def __str__(self) -> str:
        return f"{self.name}:{self.partitions}"


TOPICS = tuple(Topic(topic.name, topic.partitions) for topic in topics(OPERATIONS_PARTITIONS))


def parse_topic(text: str) -> Topic:
    """Read `name:partitions`; raises ValueError that says what would be right."""
    name, separator, partitions = text.rpartition(":")
    if not separator or not name or not partitions.isdecimal() or int(partitions) < 1:
        raise ValueError(
            f"not a topic: {text!r}; write it as name:partitions, for example flight-operations:24"
        )
    return Topic(name, int(partitions))
