"""What a scenario of a known bug says when the bug shows itself."""

from typing import Final

from services.consumer.records import Partition
from tests.unit.consumer.building import PARTITION

OTHER: Final = Partition(PARTITION.topic, PARTITION.number + 1)


class Shown(AssertionError):
    """The bug is there."""


def needs(holds: bool, text: str) -> None:
    """Raises Shown when it does not hold."""
    if not holds:
        raise Shown(text)
