"""What an access token says, once it is known to be the issuer's (RFC 7519, RFC 9068)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from services.authorizer.errors import Refused

LEEWAY_SECONDS: Final = 60
"""Between the issuer's clock and ours."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Whose tokens, for whom."""

    issuer: str
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caller:
    """`scopes` as the issuer writes them; `client` is the program that asked for the token, if it says."""

    subject: str
    scopes: frozenset[str]
    client: str


def caller(claims: Mapping[str, Any], expected: Expected, now: float) -> Caller:
    """`now` in seconds since 1970. Raises Refused."""
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise Refused("the token names no subject (sub)")
    if claims.get("iss") != expected.issuer:
        raise Refused("the token is of another issuer")
    audience = claims.get("aud")
    named = audience if isinstance(audience, list) else [audience]
    if not any(isinstance(one, str) and one in expected.audiences for one in named):
        raise Refused("the token is for another audience")
    if now >= _time(claims, "exp") + LEEWAY_SECONDS:
        raise Refused("the token has expired")
    if "nbf" in claims and now < _time(claims, "nbf") - LEEWAY_SECONDS:
        raise Refused("the token is not valid yet")
    client = claims.get("client_id", claims.get("azp"))
    return Caller(subject, _scopes(claims), client if isinstance(client, str) else "")


def _time(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    # NaN would compare false with everything.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 2**40:
        raise Refused(f"the token's {name} is no time")
    return float(value)


def _scopes(claims: Mapping[str, Any]) -> frozenset[str]:
    """`scope` is the standard's, one string; some issuers write a list, or call it `scp`."""
    given = claims.get("scope", claims.get("scp", ""))
    words = given.split() if isinstance(given, str) else given if isinstance(given, list) else []
    return frozenset(word for word in words if isinstance(word, str))
