"""How one member of the consumer's group stands, for the board: one small item, gone when the member is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from services.core.clock import Instant, epoch_seconds
from services.core.table import keys

GROUP: Final = "consumer"
EVERY_SECONDS: Final = 5.0
ALIVE_SECONDS: Final = 20
"""Older, a member is gone or does not reach the table."""

_KEPT_SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Member:
    """`visible` counts the records of the last minute by the seconds from their time in Kafka to done:

    up to each of `bounds`, and above the last. `dead_letters` counts since the member started.
    """

    member_id: str
    at: Instant
    lag_records: int
    lag_seconds: float
    dead_letters: int
    bounds: Sequence[float]
    visible: Sequence[int]

    def item(self) -> dict[str, Any]:
        """As the table keeps it. Seconds are kept as milliseconds, so that all numbers are whole."""
        return {
            **keys.member(GROUP, self.member_id).primary(),
            "type": "member",
            "at": self.at,
            "lagRecords": self.lag_records,
            "lagMs": round(self.lag_seconds * 1000),
            "deadLetters": self.dead_letters,
            "boundsMs": [round(bound * 1000) for bound in self.bounds],
            "visible": list(self.visible),
            "expiresAt": epoch_seconds(self.at) + _KEPT_SECONDS,
        }


def member_of(item: Mapping[str, Any]) -> Member:
    """The member that an item holds."""
    return Member(
        item["SK"],
        int(item["at"]),
        int(item["lagRecords"]),
        item["lagMs"] / 1000,
        int(item["deadLetters"]),
        [bound / 1000 for bound in item["boundsMs"]],
        [int(count) for count in item["visible"]],
    )
