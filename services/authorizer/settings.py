"""What the authorizer is told by its environment; nothing else reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from services.authorizer.claims import Expected
from services.core.errors import Permanent


class SettingsError(Permanent):
    """The environment is incomplete or wrong; the text names the variable and what would be right."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`scope_of`: what each route needs, by method and template, as `GET /v1/flights/{key}`."""

    expected: Expected
    jwks_url: str
    scope_of: Mapping[str, str]

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Raises SettingsError at the first variable that is missing or wrong."""
        issuer = _required(environment, "FLIGHTPULSE_ISSUER", "the `iss` of the tokens to be taken")
        audience = _required(
            environment, "FLIGHTPULSE_AUDIENCE", "the `aud` of the tokens to be taken, with commas between"
        )
        url = _required(environment, "FLIGHTPULSE_JWKS_URL", "the https URL of the issuer's keys")
        if not url.startswith("https://"):
            raise SettingsError(f"FLIGHTPULSE_JWKS_URL is {url!r}; it must be an https URL")
        prefix = environment.get("FLIGHTPULSE_SCOPE_PREFIX", "")
        routes = _routes(_required(environment, "FLIGHTPULSE_ROUTES", _ROUTES))
        return cls(
            expected=Expected(issuer, tuple(audience.replace(",", " ").split())),
            jwks_url=url,
            scope_of={route: prefix + scope for route, scope in routes.items()},
        )


_ROUTES = 'the scope of each route as JSON, such as {"GET /v1/flights": "flights:read"}'


def _routes(text: str) -> dict[str, str]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if isinstance(value, dict) and value and all(isinstance(one, str) and one for one in value.values()):
        return value
    raise SettingsError(f"FLIGHTPULSE_ROUTES is wrong; it must be {_ROUTES}")


def _required(environment: Mapping[str, str], name: str, meaning: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingsError(f"{name} is not set; it must be {meaning}")
    return value
