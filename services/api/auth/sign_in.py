"""How a person at the board gets a token: authorization code with PKCE (RFC 7636), as a public client."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from services.api.auth.settings import AuthSettings
from services.core.contracts.scopes import BOARD_SCOPES

_NAMES: Final = (
    "FLIGHTPULSE_SIGN_IN_AUTHORIZATION_URL",
    "FLIGHTPULSE_SIGN_IN_TOKEN_URL",
    "FLIGHTPULSE_SIGN_IN_CLIENT_ID",
)
_PLACES: Final = "an https URL, or on a developer's machine an http URL"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The endpoints are None where a token can only be brought along, as on a developer's machine."""

    issuer: str
    authorization_endpoint: str | None
    token_endpoint: str | None
    client_id: str | None
    scopes: tuple[str, ...]

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str], auth: AuthSettings, *, local: bool
    ) -> "SignIn | None":
        """None where no token is needed. Raises ValueError that names the variable."""
        if not auth.required:
            return None
        given = [environment.get(name) or None for name in _NAMES]
        missing = [name for name, value in zip(_NAMES, given, strict=True) if value is None]
        if missing and len(missing) < len(_NAMES):
            raise ValueError(f"{missing[0]} is not set; it must be, or none of {', '.join(_NAMES)}")
        for name, value in zip(_NAMES[:2], given[:2], strict=True):
            if value is not None and not _is_endpoint(value, local=local):
                raise ValueError(f"{name} is {value!r}; it must be {_PLACES}")
        scopes = ("openid", *(auth.scope_prefix + scope for scope in BOARD_SCOPES))
        return cls(auth.issuer, given[0], given[1], given[2], scopes)


def _is_endpoint(url: str, *, local: bool) -> bool:
    parts = urlsplit(url)
    # It goes into a header as it is: a blank or a semicolon would begin something else there.
    clean = not any(character.isspace() or character in ";," for character in url)
    return clean and bool(parts.hostname) and (parts.scheme == "https" or (local and parts.scheme == "http"))
