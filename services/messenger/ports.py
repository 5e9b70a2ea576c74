"""What the messenger needs of the outside world: a table and the state machines; the bus is the kernel's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

Item = dict[str, Any]
"""One table item as plain Python values (str, int, bool, list)."""


class Absent:
    """Stands in a condition for "this attribute must not exist"."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent()

Condition = Mapping[str, "str | int | Absent"]
"""What each named attribute must be for a write to happen; an empty one always holds."""


@dataclass(frozen=True, slots=True)
class Put:
    """The whole item in the place of one that `when` names; `may_go`: what that one may have beyond it."""

    item: Item
    when: Condition
    may_go: Sequence[str] = ()


class Table(Protocol):
    """The single table. Every read of an item is strongly consistent; no write spans two items."""

    def get(self, pk: str, sk: str) -> Item | None:
        """The item, or None. Raises Retryable when the table cannot answer."""

    def get_many(self, keys: Sequence[tuple[str, str]]) -> list[Item]:
        """The items that are there, in no order; each read is consistent, all together are no snapshot."""

    def put_new(self, items: Sequence[Item]) -> None:
        """Writes each item unless one is there under its key already, which stays as it is."""

    def put(self, item: Item, when: Condition) -> bool:
        """Replaces the whole item if `when` holds of the stored one; False when it does not."""

    def put_each(self, puts: Sequence[Put]) -> list[Callable[[], bool]]:
        """Like `put` for each, all of different items: each is a write of its own, under its own condition.

        One answer for each, in their order: whether it was written; calling it raises what went wrong.
        An item that does not exist yet has none of the attributes of a condition.
        """

    def update(
        self, pk: str, sk: str, sets: Mapping[str, str | int], removes: Sequence[str], when: Condition
    ) -> bool:
        """Changes single attributes if `when` holds of the stored item; False when it does not."""

    def query(self, pk: str, sk_prefix: str) -> Iterator[Item]:
        """Every item of the partition under the prefix, in key order, however many pages that takes."""

    def query_between(self, pk: str, first_sk: str, last_sk: str) -> Iterator[Item]:
        """Every item of the partition from one sort key to another, both included."""

    def query_due(self, pk: str, kind: str, until: str, after: str | None = None) -> Iterator[Item]:
        """The GSI1 rows of one type, with sort keys past `after` up to and with `until`, which is no less.

        Lazily, in order, eventually consistent.
        """


class Workflows(Protocol):
    """The state machines that the sweeper starts again."""

    def start(self, machine: str, name: str, payload: str) -> None:
        """Starts one execution; the same name again is no error. Raises Retryable or Permanent."""
