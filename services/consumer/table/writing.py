"""Compare-and-set writes of STATE items, many flights to a request.

BatchExecuteStatement gives each statement its own condition and its own error, which neither
BatchWriteItem nor a transaction does. It has no upsert: version 1 is an INSERT, every later one an
UPDATE. Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.multiplestatements.batching.html
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from services.consumer.batching import Batcher
from services.consumer.errors import RefusedAltogether, Unavailable
from services.consumer.ports import Checkpoint
from services.consumer.table.calls import TableCalls
from services.consumer.verdicts import Verdict, refuses_item, verdict_of
from services.core.awsio.errors import ConditionFailed, Invalid
from services.core.awsio.marshal import to_attributes

STATEMENTS: Final = 25
"""Statements of one BatchExecuteStatement: AWS's limit."""

REQUEST_BYTES: Final = 2 * 1024 * 1024
"""Half of the 4 MB that one request may change, since the size here is an estimate."""

_CONDITION: Final = frozenset({"ConditionalCheckFailed", "DuplicateItem"})
_KEY: Final = ("PK", "SK")


class StateWrite(NamedTuple):
    """One whole STATE item that replaces version `ver - 1`; `size` in bytes, about."""

    name: str
    size: int
    ver: int
    item: Mapping[str, Any]
    places: int = 1


class StateWrites:
    """BatchExecuteStatement, at most one statement per flight."""

    def __init__(self, calls: TableCalls, checkpoint: Checkpoint) -> None:
        self._calls = calls
        self._checkpoint = checkpoint
        self._batcher: Batcher[StateWrite, None] = Batcher(self._send, most=STATEMENTS, size=REQUEST_BYTES)

    async def write(self, item: Mapping[str, Any], ver: int) -> None:
        """Raises ConditionFailed, Invalid for an item refused for what it is, or a Retryable."""
        size = sum([len(value) for value in item.values() if isinstance(value, str)])
        await self._batcher.answer(StateWrite(item["PK"], size, ver, item))

    async def _send(self, writes: Sequence[StateWrite]) -> list[Exception | None]:
        statements = [_statement(self._calls.name, write) for write in writes]
        answer = await self._calls.call("BatchExecuteStatement", {"Statements": statements})
        outcomes = [self._outcome(response) for response in answer.get("Responses", ())]
        if None in outcomes:
            self._checkpoint("row-4")
        return outcomes

    def _outcome(self, response: Mapping[str, Any]) -> Exception | None:
        error = response.get("Error")
        if not error:
            return None
        code, message = str(error.get("Code")), str(error.get("Message", ""))
        if code in _CONDITION:
            return ConditionFailed(code, message)
        if refuses_item(code):
            return Invalid(code, message)
        if verdict_of(code) is Verdict.ALL_REFUSED:
            return self._calls.refused(RefusedAltogether(f"{code}: {message}"))
        return Unavailable(f"{self._calls.name}: {code}: {message}")


def _statement(table: str, write: StateWrite) -> dict[str, Any]:
    item = write.item
    names = tuple(item)
    if write.ver == 1:
        return {"Statement": _insert(table, names), "Parameters": to_attributes(item.values())}
    values = [value for name, value in item.items() if name not in _KEY]
    where = (item["PK"], item["SK"], write.ver - 1)
    return {"Statement": _update(table, names), "Parameters": to_attributes((*values, *where))}


@lru_cache(maxsize=64)
def _insert(table: str, names: tuple[str, ...]) -> str:
    values = ",".join(f"'{name}':?" for name in names)
    return f'INSERT INTO "{table}" VALUE {{{values}}}'


@lru_cache(maxsize=64)
def _update(table: str, names: tuple[str, ...]) -> str:
    sets = " ".join(f'SET "{name}"=?' for name in names if name not in _KEY)
    return f'UPDATE "{table}" {sets} WHERE "PK"=? AND "SK"=? AND "ver"=?'
