"""A bearer token becomes a principal, or it is refused with what would be right."""

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

import jwt

from services.api.auth.key_set import ALGORITHMS, KeySet
from services.api.auth.principal import Principal
from services.api.auth.settings import AuthSettings
from services.core.contracts.scopes import Scope
from services.core.errors import Permanent

LEEWAY_SECONDS: Final = 60
"""Between the issuer's clock and ours."""

CHECKED_SECONDS: Final = 30.0
"""So long a key that the issuer takes back is believed at most, after the key set knows of it."""

_MOST_TOKENS: Final = 1_000
_PASSENGER_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MOST_CHARACTERS: Final = 8192


class BadToken(Permanent):
    """Not a token of ours that is good now; the text says why, and never holds the token."""


class Tokens:
    """Access tokens (RFC 9068, or Cognito's, which name their client instead of an audience)."""

    def __init__(
        self, keys: KeySet, settings: AuthSettings, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._keys = keys
        self._settings = settings
        self._now = now
        self._checked: OrderedDict[str, tuple[Principal, float]] = OrderedDict()

    async def principal(self, token: str) -> Principal:
        """Raises BadToken or KeysUnavailable.

        A token that was good is not checked again for some seconds: a signature costs as much as a third of a
        read, and callers use one token for many requests.
        """
        known = self._checked.get(token)
        if known is not None and self._now() < known[1]:
            return known[0]
        principal, seconds = await self._check(token)
        self._checked[token] = principal, self._now() + min(CHECKED_SECONDS, seconds)
        self._checked.move_to_end(token)
        if len(self._checked) > _MOST_TOKENS:
            self._checked.popitem(last=False)
        return principal

    async def _check(self, token: str) -> tuple[Principal, float]:
        """With the seconds for which the token is good."""
        key = await self._key(token)
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[key.algorithm_name],
                issuer=self._settings.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "sub"], "verify_aud": False},
            )
        except jwt.PyJWTError as error:
            raise BadToken(_reason(error)) from error
        if not self._meant_for_us(claims):
            raise BadToken("the token is for another audience")
        until = float(claims["exp"] + LEEWAY_SECONDS)
        principal = Principal(str(claims["sub"]), self._scopes(claims), self._passenger(claims), until)
        return principal, until - time.time()

    async def _key(self, token: str) -> jwt.PyJWK:
        if len(token) > _MOST_CHARACTERS:
            raise BadToken("the token is longer than any of ours")
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError as error:
            raise BadToken("the token is no signed JWT") from error
        algorithm, key_id = header.get("alg"), header.get("kid")
        if algorithm not in ALGORITHMS:
            raise BadToken(f"the token is not signed by one of {', '.join(ALGORITHMS)}")
        key = await self._keys.key(key_id) if isinstance(key_id, str) else None
        # The key says by which algorithm it signs; a header that says otherwise mixes two of them up.
        if key is None or key.algorithm_name != algorithm:
            raise BadToken("the token is signed by no key of the issuer")
        return key

    def _meant_for_us(self, claims: Mapping[str, Any]) -> bool:
        given = claims.get("aud")
        if given is None and claims.get("token_use") == "access":
            given = claims.get("client_id")
        audiences = given if isinstance(given, list) else [given]
        return any(isinstance(one, str) and one in self._settings.audiences for one in audiences)

    def _scopes(self, claims: Mapping[str, Any]) -> frozenset[Scope]:
        """Those of ours; a token may hold others. `scp` is what some issuers call them."""
        given = claims.get("scope", claims.get("scp", ""))
        words = given.split() if isinstance(given, str) else given if isinstance(given, list) else []
        known = {self._settings.scope_prefix + scope: scope for scope in Scope}
        return frozenset(known[word] for word in words if isinstance(word, str) and word in known)

    def _passenger(self, claims: Mapping[str, Any]) -> str | None:
        name = self._settings.passenger_claim
        if name not in claims:
            return None
        value = claims[name]
        if isinstance(value, str) and _PASSENGER_ID.fullmatch(value):
            return value
        raise BadToken(f"the claim {name} holds no passenger id")


def _reason(error: jwt.PyJWTError) -> str:
    match error:
        case jwt.ExpiredSignatureError():
            return "the token has expired"
        case jwt.ImmatureSignatureError():
            return "the token is not valid yet"
        case jwt.InvalidIssuerError():
            return "the token is of another issuer"
        case jwt.MissingRequiredClaimError():
            return f"the token lacks the claim {error.claim}"
        case jwt.InvalidSignatureError():
            return "the signature of the token is wrong"
        case _:
            return "the token is malformed"
