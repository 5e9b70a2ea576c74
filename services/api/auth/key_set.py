"""The issuer's public keys: kept for a while, and asked for again when a token names an unknown one."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import jwt

from services.api.auth.ports import KeySource, KeysUnavailable

_LOGGER = logging.getLogger(__name__)
FRESH_SECONDS: Final = 600.0
PAUSE_SECONDS: Final = 30.0
"""Between two questions at least: tokens with made-up key ids must not become a flood of them."""

ALGORITHMS: Final = ("RS256", "ES256")


class KeySet:
    """Keys by id. While the issuer does not answer, those known stay good: they are its own last word."""

    def __init__(self, source: KeySource, now: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._now = now
        self._keys: dict[str, jwt.PyJWK] = {}
        self._read_at: float | None = None
        self._asked_at: float | None = None
        self._asking = asyncio.Lock()

    async def key(self, key_id: str) -> jwt.PyJWK | None:
        """The key, None when the issuer has no such key. Raises KeysUnavailable."""
        if key_id not in self._keys or not self._fresh():
            await self._refresh(key_id)
        return self._keys.get(key_id)

    def _fresh(self) -> bool:
        return self._read_at is not None and self._now() - self._read_at < FRESH_SECONDS

    async def _refresh(self, key_id: str) -> None:
        async with self._asking:
            if key_id in self._keys and self._fresh():  # another request has just asked
                return
            if self._asked_at is not None and self._now() - self._asked_at < PAUSE_SECONDS:
                if self._read_at is None:
                    raise KeysUnavailable("the issuer's keys could not be read a moment ago")
                return
            self._asked_at = self._now()
            try:
                self._keys = _usable(await self._source.fetch())
                self._read_at = self._now()
            except KeysUnavailable:
                if key_id not in self._keys:
                    raise
                _LOGGER.warning("the issuer's keys were not read again; the known ones stay")


def _usable(document: Mapping[str, Any]) -> dict[str, jwt.PyJWK]:
    """Signing keys of an algorithm that we take; an issuer may publish others beside them."""
    found: dict[str, jwt.PyJWK] = {}
    for entry in document["keys"]:
        if not isinstance(entry, Mapping) or entry.get("use", "sig") != "sig" or "kid" not in entry:
            continue
        try:
            key = jwt.PyJWK(dict(entry))
        except jwt.PyJWTError:
            continue
        if key.algorithm_name in ALGORITHMS:
            found[str(entry["kid"])] = key
    return found
