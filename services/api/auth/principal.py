"""The caller of a request."""

from dataclasses import dataclass, field
from typing import Final

from services.core.contracts.scopes import Scope


@dataclass(frozen=True, slots=True)
class Principal:
    """`subject` names the caller to its issuer; with a `passenger_id` it speaks for that passenger only.

    `good_until` (seconds since 1970) is when the token is over; None: there is none.
    """

    subject: str = field(repr=False)
    scopes: frozenset[Scope]
    passenger_id: str | None = field(default=None, repr=False)
    good_until: float | None = field(default=None, compare=False)

    def is_other_than(self, passenger_id: str) -> bool:
        """Whether this is the token of another passenger."""
        return self.passenger_id is not None and self.passenger_id != passenger_id


DEVELOPER: Final = Principal("developer", frozenset(Scope))
"""Who calls without a token on a developer's machine."""
