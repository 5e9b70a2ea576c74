"""A table and a topic that do not belong together are told apart before anything is consumed."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from flightpulse.stack.errors import StackProblem
from flightpulse.stack.layout import LAYOUT
from flightpulse.stack.lineage import Lineage, check, read_lineage, write_lineage


class _Parameters:
    """The two operations of SSM that are used."""

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def get_parameter(self, *, Name: str) -> Any:
        if Name not in self.held:
            raise ClientError({"Error": {"Code": "ParameterNotFound", "Message": Name}}, "GetParameter")
        return {"Parameter": {"Value": self.held[Name]}}

    def put_parameter(self, *, Name: str, Value: str, Type: str, Overwrite: bool) -> None:
        assert Type == "String"
        assert Overwrite
        self.held[Name] = Value


def test_a_new_table_goes_with_a_new_topic() -> None:
    check(None, "a", records=0)


def test_a_table_goes_with_the_topic_that_it_was_filled_from() -> None:
    check(Lineage("a"), "a", records=7)


@pytest.mark.parametrize(
    ("known", "topic", "records", "why"),
    [
        (None, "a", 7, "holds 7 records of which the table"),
        (Lineage("a"), "b", 0, "filled from another topic"),
        (Lineage("a"), "b", 7, "filled from another topic"),
        (Lineage("a", LAYOUT + 1), "a", 7, "made by another release"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(
    known: Lineage | None, topic: str, records: int, why: str
) -> None:
    with pytest.raises(StackProblem, match=why) as problem:
        check(known, topic, records)
    assert "docker compose down -v" in str(problem.value)


def test_what_is_bound_is_read_back() -> None:
    parameters = _Parameters()
    assert read_lineage(parameters) is None
    write_lineage(parameters, Lineage("a", 3))
    assert read_lineage(parameters) == Lineage("a", 3)
