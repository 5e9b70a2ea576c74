"""What a scenario of a known bug says when the bug shows itself."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

import pytest

from services.consumer.records import Partition
from tests.unit.consumer.building import PARTITION

OTHER: Final = Partition(PARTITION.topic, PARTITION.number + 1)


class Shown(AssertionError):
    """The bug is there."""


def needs(holds: bool, text: str) -> None:
    """Raises Shown when it does not hold."""
    if not holds:
        raise Shown(text)


Scenario = Callable[[Any], Coroutine[Any, Any, None]]


async def only_the_copy_has_it(scenario: Scenario, ours: type, copy: type) -> None:
    """Ours goes through the scenario, and a copy with the bug is found out by it."""
    await scenario(ours)
    with pytest.raises(Shown):
        await scenario(copy)
