"""The two PartiQL statements that a consumer of one item per flight needs."""

import re
from dataclasses import dataclass
from functools import lru_cache

_INSERT = re.compile(r'INSERT INTO "[^"]+" VALUE \{(.*)\}')
_UPDATE = re.compile(r'UPDATE "[^"]+"((?: SET "\w+"=\?)+) WHERE (.*)')
_COLUMN = re.compile(r"'(\w+)':\?")
_ASSIGNED = re.compile(r'SET "(\w+)"=\?')
_CONDITION = re.compile(r'"(\w+)"=\?')


@dataclass(frozen=True, slots=True)
class Insert:
    """Columns in the order of the parameters."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """Columns set, then columns compared, in the order of the parameters."""

    assigned: tuple[str, ...]
    where: tuple[str, ...]


@lru_cache(maxsize=256)
def parse(text: str) -> Insert | Update | None:
    """None for any other statement."""
    if insert := _INSERT.fullmatch(text):
        return Insert(tuple(_COLUMN.findall(insert[1])))
    if update := _UPDATE.fullmatch(text):
        return Update(tuple(_ASSIGNED.findall(update[1])), tuple(_CONDITION.findall(update[2])))
    return None
