"""Compare-and-set writes that share a request: each statement has its own condition and its own error."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from services.consumer.errors import RefusedAltogether, Unavailable
from services.consumer.gate import Gate
from services.consumer.ports import no_checkpoint
from services.consumer.table.calls import TableCalls
from services.consumer.table.writing import StateWrites
from services.core.awsio.errors import ConditionFailed, Invalid


class Table:
    """Answers each statement with the error that was put down for its flight, if any."""

    def __init__(self, **errors: str) -> None:
        self.errors = errors
        self.statements: list[Mapping[str, Any]] = []

    async def dynamodb(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        assert operation == "BatchExecuteStatement"
        self.statements.extend(payload["Statements"])
        return {"Responses": [self._answer(one) for one in payload["Statements"]]}

    def _answer(self, statement: Mapping[str, Any]) -> dict[str, Any]:
        named = next((name for name in self.errors if {"S": name} in statement["Parameters"]), None)
        return {"Error": {"Code": self.errors[named], "Message": "no"}} if named else {}


def item(name: str, ver: int) -> dict[str, Any]:
    return {"PK": name, "SK": "STATE", "ver": ver, "status": "delayed", "leftBaseline": True}


def writes(table: Table, gate: Gate | None = None) -> StateWrites:
    return StateWrites(TableCalls(table, "flights", gate or Gate()), no_checkpoint)


async def test_the_first_version_is_inserted_and_a_later_one_replaces_the_one_before() -> None:
    table = Table()
    store = writes(table)
    await asyncio.gather(store.write(item("a", 1), 1), store.write(item("b", 7), 7))
    insert, update = table.statements
    assert insert == {
        "Statement": ("""INSERT INTO "flights" VALUE {'PK':?,'SK':?,'ver':?,'status':?,'leftBaseline':?}"""),
        "Parameters": [{"S": "a"}, {"S": "STATE"}, {"N": "1"}, {"S": "delayed"}, {"BOOL": True}],
    }
    assert update == {
        "Statement": (
            'UPDATE "flights" SET "ver"=? SET "status"=? SET "leftBaseline"=?'
            ' WHERE "PK"=? AND "SK"=? AND "ver"=?'
        ),
        "Parameters": [
            *({"N": "7"}, {"S": "delayed"}, {"BOOL": True}),
            *({"S": "b"}, {"S": "STATE"}, {"N": "6"}),
        ],
    }


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("ConditionalCheckFailed", ConditionFailed),
        ("DuplicateItem", ConditionFailed),
        ("ValidationError", Invalid),
        ("ItemCollectionSizeLimitExceeded", Invalid),
        ("ThrottlingError", Unavailable),
        ("ProvisionedThroughputExceeded", Unavailable),
        ("InternalServerError", Unavailable),
        ("TransactionConflict", Unavailable),
        ("SomethingNew", Unavailable),
    ],
)
async def test_an_error_of_one_statement_is_its_own_flights(code: str, error: type[Exception]) -> None:
    table = Table(b=code)
    store = writes(table)
    answers = await asyncio.gather(*(store.write(item(name, 1), 1) for name in "abc"), return_exceptions=True)
    assert [type(answer) for answer in answers] == [type(None), error, type(None)]


@pytest.mark.parametrize("code", ["AccessDenied", "ResourceNotFound"])
async def test_a_statement_that_is_denied_shuts_the_gate(code: str) -> None:
    gate = Gate()
    with pytest.raises(RefusedAltogether):
        await writes(Table(a=code), gate).write(item("a", 1), 1)
    assert not gate.lets_pass


async def test_two_writes_of_one_flight_never_share_a_request() -> None:
    requests: list[int] = []

    class Counting(Table):
        async def dynamodb(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
            requests.append(len(payload["Statements"]))
            return await super().dynamodb(operation, payload)

    store = writes(Counting())
    await asyncio.gather(*(store.write(item("a", 2), 2) for _ in range(2)))
    assert requests == [1, 1]
