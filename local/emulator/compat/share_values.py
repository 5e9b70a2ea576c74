"""Texts that many items have in common are kept once: a day's table is mostly such texts.

Every notification names its flight, contact, event, rule, model and facts, and an attribute of a text takes
a dictionary of 200 bytes besides. ministack never changes a stored text in place: an update works on a copy.
"""

from functools import lru_cache
from typing import Any

from ministack.services import dynamodb

KEPT = 16_384
"""Texts seen last. Items that share a text are written soon after each other."""


def apply() -> None:
    """Let items share what is equal, as they are written."""
    original = dynamodb._set_item

    def set_item(table: Any, pk: Any, sk: Any, item: dict[str, Any]) -> Any:
        for name, value in item.items():
            text = value.get("S")
            if type(text) is str:
                item[name] = _shared(text)
        return original(table, pk, sk, item)

    dynamodb._set_item = set_item


@lru_cache(KEPT)
def _shared(text: str) -> dict[str, str]:
    return {"S": text}
