"""A request of API Gateway, as far as it says who asks for what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from services.authorizer.errors import Refused
from services.authorizer.policy import policy
from services.authorizer.tokens import Tokens

# The scheme is case-insensitive (RFC 9110, 11.1).
_BEARER = re.compile(r"[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._~+/-]+=*)")


class Authorizer:
    """Knows the issuer's tokens and the scope of every route."""

    def __init__(self, tokens: Tokens, scope_of: Mapping[str, str]) -> None:
        self._tokens = tokens
        self._scope_of = scope_of

    def decide(self, event: Mapping[str, Any]) -> dict[str, Any]:
        """The policy for an event of type REQUEST. Raises Refused or KeysUnavailable."""
        caller = self._tokens.caller(_token(event))
        route = f"{event['httpMethod']} {event['resource']}"
        return policy(caller, self._scope_of.get(route), route, event["methodArn"])


def _token(event: Mapping[str, Any]) -> str:
    """Names of headers come as the caller wrote them. Two headers could be read as either."""
    found = [
        value
        for name, values in (event.get("multiValueHeaders") or {}).items()
        if name.lower() == "authorization"
        for value in values
    ]
    match = _BEARER.fullmatch(found[0]) if len(found) == 1 else None
    if match is None:
        raise Refused("there is no bearer token, or more than one")
    return match.group(1)
