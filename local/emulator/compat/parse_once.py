"""Expressions are parsed once: ministack reads a condition anew for every item that a query looks at, and a
JSONata expression anew for every state.

Only what depends on the text alone is kept, so every answer stays what it was.
"""

from functools import lru_cache
from typing import Any

from ministack.services import _dynamodb_keywords as partiql
from ministack.services import dynamodb, stepfunctions

KEPT = 4096


def apply() -> None:
    """Remember tokens, complaints and syntax trees by the text they came from."""
    _conditions()
    _jsonata()


def _conditions() -> None:
    for grammar in (dynamodb, partiql):
        grammar._tokenize = _tokens_once(grammar._tokenize)
    dynamodb._condition_syntax_error = lru_cache(KEPT)(dynamodb._condition_syntax_error)
    for check in ("_check_reserved_keyword_usage", "_check_redundant_parens"):
        setattr(dynamodb, check, _by_tokens(getattr(dynamodb, check)))


def _tokens_once(tokenize: Any) -> Any:
    remembered = lru_cache(KEPT)(lambda text: tuple(tokenize(text)))
    # Each caller gets a list of its own, as before.
    return lambda text: list(remembered(text))


def _by_tokens(check: Any) -> Any:
    remembered = lru_cache(KEPT)(check)
    return lambda tokens, *more: remembered(tuple(tokens), *more)


def _jsonata() -> None:
    parser = stepfunctions.jsonata.parser.Parser
    parse = parser.parse
    trees: dict[str, Any] = {}

    def parse_once(self: Any, expression: str, *more: Any) -> Any:
        # A tree is only read by an evaluation; an expression that does not parse raises, and is not kept.
        tree = trees.get(expression)
        if tree is None:
            tree = parse(self, expression, *more)
            if len(trees) >= KEPT:
                trees.clear()
            trees[expression] = tree
        return tree

    parser.parse = parse_once
