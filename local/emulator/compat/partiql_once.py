"""A PartiQL statement is parsed once: ministack parses it twice for each execution, word by word.

The messenger and the consumer write by a few statements with ever new parameters. Parsed is the statement
with marks for its parameters; each execution puts its own in their places.
"""

from functools import lru_cache
from typing import Any

from ministack.services import dynamodb

KEPT = 1024
# The parser looks at the type of a value that is compared by order; such a statement is parsed as before.
_ORDERED = ("<", ">", "BETWEEN")


class _Mark(dict[str, Any]):
    """Stands for one parameter: a value of no type, to the parser."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.place = place


def apply() -> None:
    """Remember the trees of statements by their text and the number of their parameters."""
    parse = dynamodb.parse_partiql_statement

    @lru_cache(KEPT)
    def tree(text: str, count: int) -> Any:
        return parse(text, [_Mark(place) for place in range(count)])

    def parse_once(text: str, parameters: list[Any] | None) -> Any:
        if any(word in text.upper() for word in _ORDERED):
            return parse(text, parameters)
        given = parameters or []
        return _filled(tree(text, len(given)), given)

    dynamodb.parse_partiql_statement = parse_once


def _filled(node: Any, parameters: list[Any]) -> Any:
    """A copy of the tree, since an execution adds to it, with the parameters in their places."""
    match node:
        case _Mark():
            return parameters[node.place]
        case dict():
            return {name: _filled(value, parameters) for name, value in node.items()}
        case list():
            return [_filled(value, parameters) for value in node]
        case tuple():
            return tuple(_filled(value, parameters) for value in node)
        case _:
            return node
