"""What every check is made of."""

from collections.abc import Callable
from typing import TypeVar

from services.messenger.facts.facts import Facts
from services.messenger.verify.readback.claims import Reading

T = TypeVar("T")

Check = Callable[[Reading, Facts], bool]
"""Whether the reading agrees with the facts."""


def same(reading: Reading, claimed: set[T], true: set[T]) -> bool:
    """A subject line may leave out, a body may not; neither may add."""
    return claimed <= true if reading.subject else claimed == true
