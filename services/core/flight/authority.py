"""How far a source is to be believed, field by field.

Gates and stands: the airport knows first. Disposition and times: the airline does.
"""

from enum import IntEnum
from typing import Final


class Authority(IntEnum):
    """The class of a source, the less believed first."""

    INFERRED = 1
    AGGREGATOR = 2
    ATC = 3
    AIRPORT = 4
    AIRLINE_OPS = 5


_AIRPORT_KNOWS_BEST: Final = frozenset(
    {"gate", "terminal", "stand", "arrivalGate", "arrivalTerminal", "baggageBelt"}
)
_ABOVE_ALL: Final = max(Authority) + 1


def rank(authority: Authority, field: str) -> int:
    """How much this class of source weighs for this field; the higher one is kept."""
    if authority is Authority.AIRPORT and field in _AIRPORT_KNOWS_BEST:
        return _ABOVE_ALL
    return int(authority)
