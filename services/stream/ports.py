"""What the stream handler needs besides the kernel's bus: a table, and a queue for what cannot be handled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

Item = dict[str, Any]

WRITES_PER_CALL: Final = 25
"""The most that BatchWriteItem takes."""


class Table(Protocol):
    """The single table. Every operation raises Retryable when the table cannot answer."""

    def disrupted(self, flight_keys: Iterable[str]) -> Mapping[str, str | None]:
        """Those of the flights whose announced truth ever left the baseline; consistent.

        Each with the correlation id of what its last write announced.
        """

    def flights_of(self, contact_id: str) -> Sequence[str]:
        """The keys of the flights that the contact is booked on; eventually consistent."""

    def put_all(self, items: Sequence[Item]) -> None:
        """Writes every item, in no order."""


class FailureQueue(Protocol):
    """Where a write goes that can never be handled; watched by people."""

    def send(self, report: Mapping[str, Any]) -> None:
        """Keeps a report of ids. Raises Retryable."""
