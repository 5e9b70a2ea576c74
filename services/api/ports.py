"""What the API needs of the outside. Adapters and fakes pass the same contract tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol

from services.core.errors import Permanent, Retryable
from services.core.table.keys import Key

Item = Mapping[str, Any]
"""One table item as plain Python values."""


class Index(StrEnum):
    """The indexes of the table; each holds a few attributes of its items only."""

    FIRST = "GSI1"
    SECOND = "GSI2"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the last row's primary key, and its index key when an index was asked."""

    primary: Key
    index: Key | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """One page of one partition in key order: of the table, or of one of its indexes.

    A page continues `after` a row, or `beyond` a sort key, which need not be that of a row. `beyond`
    takes no prefix beside it: DynamoDB has one condition on the sort key.
    """

    pk: str
    limit: int
    sk_prefix: str = ""
    index: Index | None = None
    after: Place | None = None
    beyond: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """One page; `more` says that there may be another."""

    items: Sequence[Item]
    more: bool


class Table(Protocol):
    """The single table, read. Every method may raise an AwsError."""

    async def get(self, key: Key, *, consistent: bool = False) -> Item | None:
        """The item, or None."""
        ...

    async def get_many(self, keys: Sequence[Key], attributes: Sequence[str] = ()) -> Sequence[Item]:
        """The items that are there, consistent, in the order of the keys; no key twice.

        With `attributes` only those of each, and its key.
        """
        ...

    async def page(self, query: Query) -> Rows:
        """One page; consistent on the table, eventually consistent on an index."""
        ...


@dataclass(frozen=True, slots=True)
class Put:
    """A whole item. With `new` it must not be there yet."""

    item: Item
    new: bool = False


@dataclass(frozen=True, slots=True)
class Update:
    """Some attributes of an item that is there, and whose attributes equal `when`."""

    key: Key
    values: Mapping[str, Any]
    when: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delete:
    """The item goes, if it is there."""

    key: Key


@dataclass(frozen=True, slots=True)
class Check:
    """Nothing is written, but the item must be there with these attributes."""

    key: Key
    when: Mapping[str, Any]


Write = Put | Update | Delete | Check

MOST_WRITES: Final = 100
"""Of one transaction."""


class NotWritten(Permanent):
    """Nothing of a transaction was written: the conditions of the writes at `places` did not hold."""

    def __init__(self, places: frozenset[int]) -> None:
        super().__init__(f"conditions did not hold: {sorted(places)}")
        self.places = places


class Writes(Protocol):
    """The single table, written. Every method may raise an AwsError; it may then be repeated."""

    async def put_new(self, item: Item) -> bool:
        """False, and nothing written, when an item with this key is there."""
        ...

    async def transact(self, writes: Sequence[Write]) -> None:
        """All or nothing, MOST_WRITES at most, no key twice. Raises NotWritten."""
        ...


class Secret(Protocol):
    """The secret under which addresses and locators are hashed."""

    async def value(self) -> bytes:
        """Always the same. May raise an AwsError."""
        ...


class LogUnavailable(Retryable):
    """Kafka did not take the record, or did not say so."""


class EventLog(Protocol):
    """The topic of flight operations."""

    async def append(self, key: bytes, value: bytes, headers: Mapping[str, str]) -> None:
        """Returns when every in-sync replica has the record, however long an outage lasts.

        To be awaited to its end, never sent again: a record whose wait was given up is delivered
        later. Raises LogUnavailable when the record is certain not to be sent, or was refused.
        """
        ...

    async def reachable(self) -> bool:
        """Whether a broker answers now."""
        ...


class BusUnavailable(Retryable):
    """The bus did not take the event, or did not say so; the same event may be sent again."""


class Bus(Protocol):
    """The event bus."""

    async def publish(self, detail_type: str, detail: Mapping[str, Any]) -> None:
        """One event of this service. Raises BusUnavailable."""
        ...
