"""The base64url without padding that JWS and JWK are written in (RFC 7515, 2)."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


def decoded(text: object) -> bytes:
    """Raises ValueError for anything but the one way to write some bytes."""
    if not isinstance(text, str) or not _ALPHABET.fullmatch(text):
        raise ValueError("not base64url")
    content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    # Bits that no byte takes must be zero, or one token has several spellings.
    if base64.urlsafe_b64encode(content).rstrip(b"=") != text.encode():
        raise ValueError("not base64url as it is written")
    return content


def json_object(content: bytes) -> dict[str, Any]:
    """Raises ValueError, also for a name that is there twice: two readers could take different ones."""
    value = json.loads(content, object_pairs_hook=_without_doubles)
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is there twice")
    return found
