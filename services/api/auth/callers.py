"""Who calls, by the Authorization header, and whether a rule lets them."""

from typing import Final

from services.api import problems
from services.api.auth.policy import Passengers, Rule
from services.api.auth.principal import Principal
from services.api.auth.rates import Rates
from services.api.auth.tokens import BadToken, Tokens
from services.api.problems import Problem

_CHALLENGE: Final = 'Bearer realm="flightpulse"'
_EXPECTED: Final = "the header `Authorization: Bearer TOKEN` with an access token of the API's issuer"


class Callers:
    """`anonymous` is who calls without a token, as often as they like; None where nobody may."""

    def __init__(self, tokens: Tokens, anonymous: Principal | None, rates: Rates | None = None) -> None:
        self._tokens = tokens
        self._anonymous = anonymous
        self._rates = rates

    async def admitted(self, authorization: str | None, rule: Rule) -> Principal | None:
        """The caller; None on an open route, where no token is looked at. Raises Problem, KeysUnavailable."""
        if rule.scope is None:
            return None
        principal = await self._principal(authorization)
        self._count(principal)
        if rule.scope not in principal.scopes:
            raise Problem(
                problems.NOT_ALLOWED,
                "the token does not hold the scope that this needs",
                f"a token with the scope {rule.scope}",
                headers={
                    "WWW-Authenticate": f'{_CHALLENGE}, error="insufficient_scope", scope="{rule.scope}"'
                },
                scope=rule.scope,
            )
        if rule.passengers is Passengers.NEVER and principal.passenger_id is not None:
            raise Problem(
                problems.NOT_ALLOWED,
                "this is not for passengers",
                "a token without a passenger, or a path below /v1/passengers/ with the passenger's own id",
            )
        return principal

    def _count(self, principal: Principal) -> None:
        if self._rates is None or principal is self._anonymous:
            return
        if seconds := self._rates.wait(principal.subject):
            raise Problem(
                problems.TOO_MANY,
                "this caller has sent more requests than it may",
                f"the same request again, after {seconds} s",
                headers={"Retry-After": str(seconds)},
            )

    async def _principal(self, authorization: str | None) -> Principal:
        if authorization is None:
            if self._anonymous is not None:
                return self._anonymous
            raise _not_signed_in("the request holds no token", _CHALLENGE)
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise _not_signed_in("the Authorization header holds no bearer token", _CHALLENGE)
        try:
            return await self._tokens.principal(token.strip())
        except BadToken as error:
            challenge = f'{_CHALLENGE}, error="invalid_token", error_description="{error}"'
            raise _not_signed_in(str(error), challenge) from error


def _not_signed_in(detail: str, challenge: str) -> Problem:
    return Problem(problems.NOT_SIGNED_IN, detail, _EXPECTED, headers={"WWW-Authenticate": challenge})


def not_yours(expected: str) -> Problem:
    """The problem of a passenger who asks for what is another's."""
    return Problem(problems.NOT_ALLOWED, "the token is another passenger's", expected)
