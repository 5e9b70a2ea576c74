"""How far a source is to be believed, field by field.

Gates and stands: the airport knows first. Disposition and times: the airline does.
"""

from enum import StrEnum
from typing import Final


class Authority(StrEnum):
    """The class of a source, the less believed first."""

    INFERRED = "INFERRED"
    AGGREGATOR = "AGGREGATOR"
    ATC = "ATC"
    AIRPORT = "AIRPORT"
    AIRLINE_OPS = "AIRLINE_OPS"


_AIRPORT_KNOWS_BEST: Final = frozenset(
    {"gate", "terminal", "stand", "arrivalGate", "arrivalTerminal", "baggageBelt"}
)
_RANKS: Final = {authority: number for number, authority in enumerate(Authority, 1)}
_ABOVE_ALL: Final = len(_RANKS) + 1


def rank(authority: Authority, field: str) -> int:
    """How much this class of source weighs for this field; the higher one is kept."""
    if authority is Authority.AIRPORT and field in _AIRPORT_KNOWS_BEST:
        return _ABOVE_ALL
    return _RANKS[authority]
