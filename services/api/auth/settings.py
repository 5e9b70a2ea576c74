"""Whose tokens are taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from services.core.contracts.scopes import LOCAL_AUDIENCE, LOCAL_ISSUER, PASSENGER_CLAIM

_SWITCH: Final = ("on", "off")


@dataclass(frozen=True, slots=True)
class AuthSettings:
    """`required` False: who brings no token is the developer, which only local mode allows.

    A token that is brought is checked either way. `scope_prefix` is what the issuer writes before a scope.
    """

    issuer: str
    audiences: tuple[str, ...]
    jwks_url: str
    required: bool = True
    scope_prefix: str = ""
    passenger_claim: str = PASSENGER_CLAIM

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, local: bool) -> "AuthSettings":
        """Raises ValueError that names the variable and says what would be right."""
        issuer = environment.get("FLIGHTPULSE_ISSUER") or (LOCAL_ISSUER if local else "")
        if not issuer:
            raise ValueError("FLIGHTPULSE_ISSUER is not set; it must be the `iss` of the tokens to be taken")
        audience = environment.get("FLIGHTPULSE_AUDIENCE") or (LOCAL_AUDIENCE if local else "")
        audiences = tuple(word for word in audience.replace(",", " ").split())
        if not audiences:
            raise ValueError(
                "FLIGHTPULSE_AUDIENCE is not set; it must be the `aud` of the tokens to be taken, or the"
                " client ids of Cognito, with commas between them"
            )
        return cls(
            issuer=issuer,
            audiences=audiences,
            jwks_url=_jwks_url(environment.get("FLIGHTPULSE_JWKS_URL", ""), local=local),
            required=_required(environment.get("FLIGHTPULSE_AUTH", ""), local=local),
            scope_prefix=environment.get("FLIGHTPULSE_SCOPE_PREFIX", ""),
            passenger_claim=environment.get("FLIGHTPULSE_PASSENGER_CLAIM") or PASSENGER_CLAIM,
        )


def _jwks_url(url: str, *, local: bool) -> str:
    if not url and not local:
        raise ValueError("FLIGHTPULSE_JWKS_URL is not set; it must be the https URL of the issuer's keys")
    parts = urlsplit(url)
    https = parts.scheme == "https" and bool(parts.hostname)
    if https or (local and (not url or parts.scheme in ("http", "file"))):
        return url
    raise ValueError(
        f"FLIGHTPULSE_JWKS_URL is {url!r}; it must be an https URL; http and file are for FLIGHTPULSE_LOCAL=1"
    )


def _required(text: str, *, local: bool) -> bool:
    """By default, everywhere but on a developer's machine."""
    chosen = text or ("off" if local else "on")
    if chosen not in _SWITCH:
        raise ValueError(f"FLIGHTPULSE_AUTH is {text!r}; it must be on or off")
    if chosen == "off" and not local:
        raise ValueError("FLIGHTPULSE_AUTH is 'off'; it must be on without FLIGHTPULSE_LOCAL=1")
    return chosen == "on"
