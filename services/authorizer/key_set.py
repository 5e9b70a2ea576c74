"""The issuer's public keys: kept for five minutes, asked for sooner when a token names an unknown one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from services.authorizer.encoding import decoded
from services.authorizer.errors import KeysUnavailable
from services.authorizer.rsa import PublicKey

_LOG = logging.getLogger(__name__)
FRESH_SECONDS: Final = 300.0
PAUSE_SECONDS: Final = 30.0
"""Between two questions at least: tokens with made-up key ids must not become a flood of them."""

Fetch = Callable[[], Mapping[str, Any]]
"""The issuer's document of keys. Raises KeysUnavailable."""


class KeySet:
    """Keys by id. While the issuer does not answer, those known stay good: they are its own last word."""

    def __init__(self, fetch: Fetch, now: Callable[[], float] = time.monotonic) -> None:
        self._fetch = fetch
        self._now = now
        self._keys: dict[str, PublicKey] | None = None
        self._read_at = 0.0
        self._asked_at: float | None = None

    def key(self, key_id: str) -> PublicKey | None:
        """The key, None when the issuer has no such key. Raises KeysUnavailable."""
        fresh = self._keys is not None and self._now() - self._read_at < FRESH_SECONDS
        if (not fresh or key_id not in (self._keys or {})) and self._may_ask():
            self._ask(key_id)
        if self._keys is None:
            raise KeysUnavailable("the issuer's keys could not be read a moment ago")
        return self._keys.get(key_id)

    def _may_ask(self) -> bool:
        return self._asked_at is None or self._now() - self._asked_at >= PAUSE_SECONDS

    def _ask(self, key_id: str) -> None:
        self._asked_at = self._now()
        try:
            self._keys = usable(self._fetch())
            self._read_at = self._now()
        except KeysUnavailable:
            if key_id not in (self._keys or {}):
                raise
            _LOG.warning("the issuer's keys were not read again; the known ones stay")


def usable(document: Mapping[str, Any]) -> dict[str, PublicKey]:
    """Keys that sign by RS256; an issuer may publish others beside them. Raises KeysUnavailable."""
    entries = document.get("keys")
    if not isinstance(entries, list):
        raise KeysUnavailable("what the issuer answered is no set of keys (RFC 7517)")
    found = {}
    for entry in entries:
        if isinstance(entry, dict) and _signs(entry):
            try:
                found[entry["kid"]] = PublicKey(_number(entry.get("n")), _number(entry.get("e")))
            except ValueError as error:
                _LOG.warning("a key of the issuer is passed over", extra={"fields": {"reason": str(error)}})
    return found


def _signs(entry: Mapping[str, Any]) -> bool:
    return (
        entry.get("kty") == "RSA"
        and isinstance(entry.get("kid"), str)
        and entry.get("use", "sig") == "sig"
        and entry.get("alg", "RS256") == "RS256"
    )


def _number(text: object) -> int:
    return int.from_bytes(decoded(text), "big")
