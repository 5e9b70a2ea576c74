"""The table's adapter where the real table is hard to bring to it: partial batches, pages, refusals."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from services.consumer.errors import RefusedAltogether, Unavailable
from services.consumer.gate import Gate
from services.consumer.ports import no_checkpoint
from services.consumer.store import DynamoStore
from services.consumer.table.history import ROWS
from services.core.awsio.errors import AccessDenied, Invalid, NotFound
from tests.unit.consumer.building import KEY, delayed, scheduled


class Table:
    """Answers DynamoDB calls from a script."""

    def __init__(self, *answers: dict[str, Any] | Exception) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[str, Mapping[str, Any]]] = []

    async def dynamodb(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
        self.calls.append((operation, dict(payload)))
        answer = self.answers.pop(0) if self.answers else {}
        if isinstance(answer, Exception):
            raise answer
        return answer

    def written(self) -> list[int]:
        return [len(payload["RequestItems"]["table"]) for _, payload in self.calls]


def store(table: Table, gate: Gate | None = None) -> DynamoStore:
    return DynamoStore(table, "table", 1, gate or Gate(), no_checkpoint)


async def test_rows_that_the_table_left_over_are_sent_again() -> None:
    class Busy(Table):
        """Leaves the last row of the first request over."""

        async def dynamodb(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
            await super().dynamodb(operation, payload)
            rows = payload["RequestItems"]["table"]
            return {"UnprocessedItems": {"table": rows[-1:]}} if len(self.calls) == 1 else {}

    table = Busy()
    await store(table).write_history([scheduled(1), delayed(2, 45)])
    assert table.written() == [4, 1]
    first, second = (payload["RequestItems"]["table"] for _, payload in table.calls)
    assert second == first[-1:]


async def test_a_table_that_takes_nothing_is_waited_for() -> None:
    table = Table()

    class Full(Table):
        async def dynamodb(self, operation: str, payload: Mapping[str, Any]) -> dict[str, Any]:
            return {"UnprocessedItems": payload["RequestItems"]}

    with pytest.raises(Unavailable):
        await store(Full()).write_history([delayed(1, 1)])
    assert table.calls == []


async def test_a_batch_holds_at_most_25_rows_and_no_row_twice() -> None:
    table = Table()
    events = [delayed(number, number) for number in range(1, 31)]
    await store(table).write_history([*events, *events])
    assert table.written() == [ROWS, 5]


async def test_the_state_is_read_consistently() -> None:
    table = Table()
    await store(table).read(KEY)
    assert table.calls[0][1]["RequestItems"]["table"]["ConsistentRead"] is True


async def test_every_page_of_a_designator_is_read() -> None:
    item = {
        "flightKey": {"S": str(KEY)},
        "scheduledOut": {"N": "1362751200000"},
    }
    table = Table({"Items": [item], "LastEvaluatedKey": {"PK": {"S": "x"}}}, {"Items": [item]})
    found = await store(table).flights_called("UA207B", [date(2013, 3, 8)])
    assert len(found) == 2
    assert table.calls[0][1]["ExpressionAttributeValues"] == {":pk": {"S": "DSG#UA207B#2013-03-08"}}
    assert table.calls[1][1]["ExclusiveStartKey"] == {"PK": {"S": "x"}}


@pytest.mark.parametrize(
    "error", [AccessDenied("AccessDeniedException"), NotFound("ResourceNotFoundException")]
)
async def test_a_table_that_refuses_everything_shuts_the_gate(error: Exception) -> None:
    gate = Gate()
    refused = store(Table(error), gate)
    with pytest.raises(RefusedAltogether):
        await refused.read(KEY)
    assert not gate.lets_pass
    await refused.read(KEY)
    assert gate.lets_pass


@pytest.mark.parametrize(
    "code", ["ValidationException", "ItemCollectionSizeLimitExceededException", "Http413"]
)
async def test_an_item_refused_for_what_it_is_is_reported_as_that(code: str) -> None:
    with pytest.raises(Invalid, match=code):
        await store(Table(Invalid(code))).write_history([delayed(1, 1)])


@pytest.mark.parametrize("code", ["SomethingNew", "ResponseTooLarge", "EndpointUnresolved"])
async def test_a_refusal_with_a_code_that_nobody_knows_costs_no_event(code: str) -> None:
    with pytest.raises(Unavailable, match=code):
        await store(Table(Invalid(code))).write_history([delayed(1, 1)])
