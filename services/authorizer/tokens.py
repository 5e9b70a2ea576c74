"""A signed token becomes its caller, or it is refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from services.authorizer.claims import Caller, Expected, caller
from services.authorizer.encoding import decoded, json_object
from services.authorizer.errors import Refused
from services.authorizer.key_set import KeySet
from services.authorizer.rsa import is_signed

_MOST_CHARACTERS: Final = 8192


class Tokens:
    """JWS in compact form (RFC 7515), signed by RS256 and nothing else."""

    def __init__(self, keys: KeySet, expected: Expected, now: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._expected = expected
        self._now = now

    def caller(self, token: str) -> Caller:
        """Raises Refused, or KeysUnavailable."""
        parts = token.split(".") if token.isascii() and len(token) <= _MOST_CHARACTERS else []
        if len(parts) != 3:
            raise Refused("the token is no signed JWT")
        try:
            header, signature = json_object(decoded(parts[0])), decoded(parts[2])
        except ValueError as error:
            raise Refused("the token is malformed") from error
        # The algorithm is ours to choose: `none`, or HS256 under a public key, is never looked at.
        if header.get("alg") != "RS256" or "crit" in header:
            raise Refused("the token is not signed by RS256")
        key_id = header.get("kid")
        key = self._keys.key(key_id) if isinstance(key_id, str) else None
        if key is None or not is_signed(f"{parts[0]}.{parts[1]}".encode(), signature, key):
            raise Refused("the token is signed by no key of the issuer")
        try:
            claims = json_object(decoded(parts[1]))
        except ValueError as error:
            raise Refused("the token's claims are malformed") from error
        return caller(claims, self._expected, self._now())
