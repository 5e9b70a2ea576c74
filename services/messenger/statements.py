"""PartiQL for writes of many items in one call, each with a condition and an answer of its own.

There is no statement that writes an item whether or not there is one: a new item is inserted, one that
is there is updated. A batch is no transaction; every statement in it is one write of one item.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.multiplestatements.batching.html
"""

from __future__ import annotations

from typing import Any

from services.core.awsio.marshal import to_attribute, to_item
from services.messenger.ports import Absent, Item, Put

Statement = dict[str, Any]
_KEY = ("PK", "SK")


def insert(table: str, item: Item) -> Statement:
    """Writes the item if none is there under its key; otherwise the answer is DuplicateItem."""
    stored = to_item(item)
    attributes = ", ".join(f"'{name}': ?" for name in stored)
    return {
        "Statement": f'INSERT INTO "{table}" VALUE {{{attributes}}}',
        "Parameters": list(stored.values()),
    }


def replace(table: str, put: Put) -> Statement:
    """Writes the whole item if the condition holds; otherwise ConditionalCheckFailed or DuplicateItem.

    A condition that names nothing but absent attributes is that of a new item. Raises ValueError for an
    empty one.
    """
    if not put.when:
        raise ValueError("a statement is for an item that is there or for a new one: a condition says which")
    if all(isinstance(expected, Absent) for expected in put.when.values()):
        return insert(table, put.item)
    sets = [name for name in put.item if name not in _KEY]
    removes = [name for name in put.may_go if name not in put.item]
    equal = {name: value for name, value in put.when.items() if not isinstance(value, Absent)}
    clauses = [
        *(f'SET "{name}"=?' for name in sets),
        *(f'REMOVE "{name}"' for name in removes),
        "WHERE " + " AND ".join(f'"{name}"=?' for name in (*_KEY, *equal)),
        *(f'AND "{name}" IS MISSING' for name, value in put.when.items() if isinstance(value, Absent)),
    ]
    values = [*(put.item[name] for name in (*sets, *_KEY)), *equal.values()]
    return {
        "Statement": f'UPDATE "{table}" {" ".join(clauses)}',
        "Parameters": [to_attribute(value) for value in values],
    }
