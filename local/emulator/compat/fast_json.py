"""JSON by orjson: in a request of the table more time went to JSON than to the table.

It also keeps one copy of an attribute's name for all items, where `json` makes a new one for each document.
What orjson does not do (options, texts and values that are no JSON) is left to `json`. It reads an integer
past 64 bits as a fraction; numbers of the table are texts, and no other number of a request is that long.
"""

import json
from types import SimpleNamespace
from typing import Any

import orjson
from ministack.core import responses
from ministack.services import dynamodb

# A date or a dataclass is an error for `json`; so it is for the caller of this.
_STRICT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS


def apply() -> None:
    """Read requests of the table, and write the answers of all services, by orjson."""
    module = SimpleNamespace(**vars(json))
    module.dumps, module.loads = dumps, loads
    responses.json = module
    dynamodb.json = module


def dumps(value: Any, **options: Any) -> str:
    """Like `json.dumps`, without spaces. Other options than `ensure_ascii=False` are `json`'s own."""
    if options != {"ensure_ascii": False}:
        return json.dumps(value, **options)
    try:
        return str(orjson.dumps(value, option=_STRICT), "utf-8")
    except TypeError:
        return json.dumps(value, **options)


def loads(text: str | bytes, **options: Any) -> Any:
    """Like `json.loads`; only what orjson refuses is read a second time."""
    if options:
        return json.loads(text, **options)
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)  # its message, or its tolerance
