"""The outboxes of the writes, as the oracles read them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Written:
    """What one write announced, and up to which record."""

    topic: str
    partition: int
    last_offset: int
    ids: frozenset[str]


def written(item: Mapping[str, Any]) -> Written:
    """The outbox of a STATE item."""
    return _parse(item["outbox"])


@lru_cache(maxsize=20_000)
def _parse(text: str) -> Written:
    outbox = json.loads(text)
    ids = frozenset(one["id"] for one in outbox["envelopes"])
    return Written(outbox["topic"], outbox["partition"], outbox["lastOffset"], ids)
