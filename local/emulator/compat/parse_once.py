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
    """Each thread makes a parser, and each workflow is a thread: making one took longer than parsing."""
    engine = stepfunctions.jsonata.jsonata.Jsonata
    trees = _Trees(stepfunctions.jsonata.parser.Parser)
    engine.get_parser = staticmethod(lambda: trees)


class _Trees:
    """What an expression needs of a parser: the tree of a text, and whether to trace its evaluation.

    A tree is only read by an evaluation; an expression that does not parse raises, and is not kept.
    """

    dbg = False

    def __init__(self, parser: Any) -> None:
        self._parser = parser
        self._trees: dict[str, Any] = {}

    def parse(self, expression: str, *more: Any) -> Any:
        tree = self._trees.get(expression)
        if tree is None:
            tree = self._parser().parse(expression, *more)
            if len(self._trees) >= KEPT:
                self._trees.clear()
            self._trees[expression] = tree
        return tree
