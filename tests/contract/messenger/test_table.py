"""What the messenger relies on in the table; the in-memory fake and the DynamoDB adapter both keep it."""

from __future__ import annotations

import pytest

from services.messenger.ports import ABSENT, Condition, Item, Put, Table
from services.messenger.record import MAY_GO

ITEM = {"PK": "TOLD#F", "SK": "CON#A", "n": 1, "values": "{}", "holdToken": "t1"}


def test_what_was_put_is_read_back_with_its_types(any_table: Table) -> None:
    item = ITEM | {"channels": ["sms", "email"], "synthetic": True, "firstName": None}

    assert any_table.put(item, {})

    assert any_table.get("TOLD#F", "CON#A") == item
    assert any_table.get("TOLD#F", "CON#B") is None


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({}, True),
        ({"n": 1}, True),
        ({"n": 2}, False),
        ({"n": ABSENT}, False),
        ({"n": 1, "holdToken": "t1"}, True),
        ({"n": 1, "holdToken": "t2"}, False),
        ({"n": 1, "holdToken": ABSENT}, False),
        ({"n": 1, "due": ABSENT}, True),
        ({"n": "1"}, False),
    ],
)
def test_an_item_is_replaced_only_while_the_condition_holds(
    any_table: Table, when: Condition, holds: bool
) -> None:
    any_table.put(ITEM, {})
    new = {"PK": "TOLD#F", "SK": "CON#A", "n": 2}

    assert any_table.put(new, when) is holds

    assert any_table.get("TOLD#F", "CON#A") == (new if holds else ITEM)


def test_a_condition_on_an_item_that_is_not_there_holds_for_absent_attributes_only(any_table: Table) -> None:
    assert not any_table.put(ITEM, {"n": 1})
    assert any_table.put(ITEM, {"n": ABSENT, "holdToken": ABSENT})
    assert not any_table.put(ITEM, {"PK": ABSENT})


def test_an_update_changes_what_it_names_and_nothing_else(any_table: Table) -> None:
    any_table.put(ITEM | {"due": "2013"}, {})

    assert not any_table.update("TOLD#F", "CON#A", {"n": 5}, (), {"n": 4})
    assert any_table.update(
        "TOLD#F", "CON#A", {"status": "PARKED", "n": 5}, ("due",), {"n": 1, "due": "2013"}
    )

    assert any_table.get("TOLD#F", "CON#A") == ITEM | {"n": 5, "status": "PARKED"}


def test_a_query_finds_the_prefix_in_key_order_over_every_page(any_table: Table) -> None:
    text = "x" * 300_000  # four of these are more than one page of 1 MB
    for number in (3, 1, 2, 4, 5):
        any_table.put({"PK": "FLT#F", "SK": f"CTC#A#{number}", "text": text}, {})
    any_table.put({"PK": "FLT#F", "SK": "CTC#B#1"}, {})
    any_table.put({"PK": "FLT#G", "SK": "CTC#A#9"}, {})

    found = [item["SK"] for item in any_table.query("FLT#F", "CTC#A#")]

    assert found == [f"CTC#A#{number}" for number in (1, 2, 3, 4, 5)]


def test_due_rows_come_in_order_of_time_with_what_the_index_holds(any_table: Table) -> None:
    for name, due in (("A", "2013-03-08T02"), ("B", "2013-03-08T01"), ("C", "2013-03-08T09")):
        any_table.put(
            ITEM | {"SK": f"CON#{name}", "GSI1PK": "DUE#1", "GSI1SK": f"{due}#{name}", "type": "told"}, {}
        )
    any_table.put(ITEM | {"SK": "CON#D", "GSI1PK": "DUE#2", "GSI1SK": "2013-03-08T01#D", "type": "told"}, {})
    any_table.put(ITEM | {"SK": "CON#E"}, {})
    any_table.put(ITEM | {"SK": "CON#F", "GSI1PK": "DUE#1", "GSI1SK": "2013-03-08T01#F", "type": "run"}, {})

    rows = list(any_table.query_due("DUE#1", "told", "2013-03-08T05~"))

    assert [row["SK"] for row in rows] == ["CON#B", "CON#A"]
    assert [row["SK"] for row in any_table.query_due("DUE#1", "run", "2013-03-08T05~")] == ["CON#F"]
    later = any_table.query_due("DUE#1", "told", "2013-03-08T09~", after=rows[0]["GSI1SK"])
    assert [row["SK"] for row in later] == ["CON#A", "CON#C"]
    until = any_table.query_due("DUE#1", "told", until=rows[0]["GSI1SK"])
    assert [row["SK"] for row in until] == ["CON#B"]
    assert rows[0]["type"] == "told"
    assert "values" not in rows[0]


def test_many_items_are_read_at_once_and_those_that_are_not_there_are_left_out(any_table: Table) -> None:
    items: list[Item] = [{"PK": f"TOLD#{number}", "SK": "CON#A", "n": number} for number in range(105)]
    for item in items[:-1]:
        any_table.put(item, {})

    found = any_table.get_many([(item["PK"], item["SK"]) for item in items])

    assert sorted(found, key=lambda item: item["n"]) == items[:-1]


@pytest.mark.parametrize("many", [1, 27])
def test_new_items_are_written_and_those_that_are_there_already_stay_as_they_are(
    any_table: Table, many: int
) -> None:
    """A sender's note on a record must outlive a second look that writes the record again."""
    items: list[Item] = [
        {
            "PK": f"NTF#{number}",
            "SK": "META",
            "body": 'It\'s "new" ?',
            "n": number,
            "aspects": ["gate", "time"],
        }
        for number in range(many)
    ]
    there = items[0] | {"refused": "MalformedDetail"}
    any_table.put(there, {})

    any_table.put_new(items)
    any_table.put_new(items)

    assert [any_table.get(item["PK"], "META") for item in items] == [there, *items[1:]]


def test_a_stretch_of_a_partition_has_both_its_ends(any_table: Table) -> None:
    for contact in ("a", "b", "b2", "c", "d"):
        any_table.put({"PK": "FLT#F", "SK": f"CTC#{contact}#B1", "contactId": contact}, {})

    found = any_table.query_between("FLT#F", "CTC#b#", "CTC#c#~")

    assert [item["contactId"] for item in found] == ["b", "b2", "c"]


def told(number: int, n: int, **more: str) -> Item:
    """A TOLD item as far as its conditions go; `status` is a reserved word."""
    return {"PK": f"TOLD#{number}", "SK": "CON#A", "n": n, "values": f"v{n}", "status": "x", **more}


@pytest.mark.parametrize("many", [1, 27])
def test_each_of_many_puts_is_held_by_its_own_condition(any_table: Table, many: int) -> None:
    """One contact that somebody else told in the meantime must not keep the others from being told."""
    new = [Put(told(number, 1, pending="p"), {"n": ABSENT}) for number in range(many)]
    first = [answer() for answer in any_table.put_each(new)]
    again = [answer() for answer in any_table.put_each(new)]
    any_table.put(told(0, 7), {})
    next_n = [
        Put({"PK": f"TOLD#{number}", "SK": "CON#A", "n": 2}, {"n": 1, "holdToken": ABSENT}, MAY_GO)
        for number in range(many)
    ]
    last = [answer() for answer in any_table.put_each(next_n)]

    assert (first, again) == ([True] * many, [False] * many)
    assert last == [False] + [True] * (many - 1)
    assert [any_table.get(f"TOLD#{number}", "CON#A") for number in range(many)] == [
        told(0, 7),
        *(put.item for put in next_n[1:]),
    ]


@pytest.mark.parametrize("many", [1, 2])
def test_a_put_that_asks_for_an_absent_attribute_fails_where_it_is(any_table: Table, many: int) -> None:
    for number in range(many):
        any_table.put(told(number, 1, holdToken="t"), {})
    unaware = [Put(told(number, 1), {"n": 1, "holdToken": ABSENT}, MAY_GO) for number in range(many)]
    aware = [Put(told(number, 1), {"n": 1, "holdToken": "t"}, MAY_GO) for number in range(many)]

    assert [answer() for answer in any_table.put_each(unaware)] == [False] * many
    assert [answer() for answer in any_table.put_each(aware)] == [True] * many
    assert any_table.get("TOLD#0", "CON#A") == told(0, 1)


@pytest.mark.parametrize("many", [1, 2])
def test_an_item_that_is_not_there_has_no_attribute_of_a_condition(any_table: Table, many: int) -> None:
    puts = [Put(told(number, 2), {"n": 1}, MAY_GO) for number in range(many)]

    assert [answer() for answer in any_table.put_each(puts)] == [False] * many
    assert any_table.get("TOLD#0", "CON#A") is None
