"""A PartiQL statement that is parsed once must be carried out anew each time, with its own parameters."""

import uuid
from typing import Any

import pytest

from local.emulator.emulator import Emulator
from tests.contract.emulator.test_speed_patches import TABLE

INSERT = """INSERT INTO "{}" VALUE {{'PK': ?, 'SK': ?, 'n': ?, 'fixed': 'P', 'nested': {{'a': ?}}}}"""
UPDATE = """UPDATE "{}" SET n=? SET other=? REMOVE fixed WHERE PK=? AND SK=? AND n=?"""


class Statements:
    """A table of its own, and statements run in one batch."""

    def __init__(self, emulator: Emulator) -> None:
        self._client = emulator.client("dynamodb")
        self.table = f"t-{uuid.uuid4().hex}"
        stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        self._client.create_table(TableName=self.table, StreamSpecification=stream, **TABLE)
        self._streams = emulator.client("dynamodbstreams")

    def run(self, statement: str, *parameters: list[dict[str, Any]]) -> list[str]:
        """The error code of each, or an empty text."""
        statements = [
            {"Statement": statement.format(self.table), "Parameters": given} for given in parameters
        ]
        answers = self._client.batch_execute_statement(Statements=statements)["Responses"]
        return [answer.get("Error", {}).get("Code", "") for answer in answers]

    def item(self, sk: str) -> dict[str, Any]:
        """The item under this sort key."""
        found: dict[str, Any] = self._client.get_item(TableName=self.table, Key={"PK": S("P"), "SK": S(sk)})
        return found["Item"]  # type: ignore[no-any-return]

    def told(self) -> list[tuple[str, Any, Any]]:
        """What the table's stream tells of: what happened, and `n` before and after."""
        [stream] = self._streams.list_streams(TableName=self.table)["Streams"]
        arn = stream["StreamArn"]
        found: list[tuple[str, Any, Any]] = []
        for shard in self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
            iterator = self._streams.get_shard_iterator(
                StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
            for record in self._streams.get_records(ShardIterator=iterator)["Records"]:
                change = record["dynamodb"]
                images = [change.get(image, {}).get("n") for image in ("OldImage", "NewImage")]
                found.append((record["eventName"], images[0], images[1]))
        return found


def S(text: str) -> dict[str, Any]:
    return {"S": text}


def N(number: int) -> dict[str, Any]:
    return {"N": str(number)}


@pytest.fixture
def statements(emulator: Emulator) -> Statements:
    """A fresh table."""
    return Statements(emulator)


def test_each_insert_has_its_own_values_and_leaves_alone_what_is_there(statements: Statements) -> None:
    first = statements.run(INSERT, [S("P"), S("1"), N(1), S("x")], [S("P"), S("2"), N(2), S("y")])
    again = statements.run(INSERT, [S("P"), S("1"), N(9), S("z")], [S("P"), S("3"), N(3), S("z")])

    assert (first, again) == (["", ""], ["DuplicateItem", ""])
    expected = {"n": N(1), "fixed": S("P"), "nested": {"M": {"a": S("x")}}}
    assert statements.item("1") == {"PK": S("P"), "SK": S("1"), **expected}
    assert [statements.item(sk)["n"] for sk in ("2", "3")] == [N(2), N(3)]


def test_each_update_is_held_by_its_own_condition(statements: Statements) -> None:
    statements.run(INSERT, [S("P"), S("1"), N(1), S("x")], [S("P"), S("2"), N(2), S("y")])

    codes = statements.run(
        UPDATE,
        [N(7), S("first"), S("P"), S("1"), N(1)],
        [N(8), S("second"), S("P"), S("2"), N(1)],
        [N(9), S("third"), S("P"), S("absent"), N(1)],
    )

    assert codes == ["", "ConditionalCheckFailed", "ConditionalCheckFailed"]
    changed = {"n": N(7), "other": S("first"), "nested": {"M": {"a": S("x")}}}
    assert statements.item("1") == {"PK": S("P"), "SK": S("1"), **changed}
    assert (statements.item("2")["n"], statements.item("2")["fixed"]) == (N(2), S("P"))


def test_the_stream_of_the_table_tells_of_what_was_written_and_of_nothing_else(
    statements: Statements,
) -> None:
    statements.run(INSERT, [S("P"), S("1"), N(1), S("x")], [S("P"), S("1"), N(2), S("y")])
    statements.run(UPDATE, [N(7), S("o"), S("P"), S("1"), N(1)], [N(8), S("o"), S("P"), S("1"), N(1)])
    statements.run("""DELETE FROM "{}" WHERE PK=? AND SK=?""", [S("P"), S("1")], [S("P"), S("none")])

    assert statements.told() == [
        ("INSERT", None, N(1)),
        ("MODIFY", N(1), N(7)),
        ("REMOVE", N(7), None),
    ]


def test_too_few_parameters_are_refused_each_time(statements: Statements) -> None:
    assert [statements.run(INSERT, [S("P"), S("1")]) for _ in range(2)] == [["ValidationError"]] * 2


def test_a_value_that_has_no_order_is_refused_after_one_that_has(statements: Statements) -> None:
    statements.run(INSERT, [S("P"), S("1"), N(1), S("x")])
    guarded = """UPDATE "{}" SET other=? WHERE PK=? AND SK=? AND n<?"""

    held = statements.run(guarded, [S("a"), S("P"), S("1"), N(2)])
    refused = statements.run(guarded, [S("a"), S("P"), S("1"), {"BOOL": True}])

    assert (held, refused) == ([""], ["ValidationError"])
