"""A PartiQL statement is parsed once: ministack parses it twice for each execution, word by word.

The messenger and the consumer write by a few statements with ever new parameters. Parsed is the statement
with marks for its parameters; each execution puts its own in their places.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any

from ministack.services import dynamodb

KEPT = 1024
Filler = Callable[[list[Any]], Any]
"""The tree, or a part of it, for these parameters."""

# The parser looks at the type of a value that is compared by order; such a statement is parsed as before.
_ORDERED = ("<", ">", "BETWEEN")


class _Mark(dict[str, Any]):
    """Stands for one parameter: a value of no type, to the parser."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


def apply() -> None:
    """Remember how to fill statements by their text and the number of their parameters."""
    parse = dynamodb.parse_partiql_statement

    @lru_cache(KEPT)
    def form(text: str, count: int) -> Filler | None:
        if any(word in text.upper() for word in _ORDERED):
            return None
        return _filler(parse(text, [_Mark(place) for place in range(count)]))

    def parse_once(text: str, parameters: list[Any] | None) -> Any:
        given = parameters or []
        fill = form(text, len(given))
        return parse(text, parameters) if fill is None else fill(given)

    dynamodb.parse_partiql_statement = parse_once


def _filler(node: Any) -> Filler | None:
    """Makes a copy of this part of a tree with parameters in the places of marks; None for one without marks.

    What has no mark below it is shared between the copies; an execution adds to the top of a tree only.
    """
    match node:
        case _Mark():
            return itemgetter(node.place)
        case dict():
            return _copier(node, node.items(), dict)
        case list() | tuple():
            return _copier(node, enumerate(node), list, type(node))
        case _:
            return None


def _copier(node: Any, parts: Iterable[tuple[Any, Any]], copy: Any, finish: Any = None) -> Filler | None:
    fillers = [(place, filler) for place, part in parts if (filler := _filler(part)) is not None]
    if not fillers:
        return None

    def fill(given: list[Any]) -> Any:
        filled = copy(node)
        for place, filler in fillers:
            filled[place] = filler(given)
        return tuple(filled) if finish is tuple else filled

    return fill
