"""Who knows the callers: a user pool of ours, or another issuer of OpenID Connect."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import or_none, text

_URL = text(r"https://[A-Za-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~/-]*)?", "an https URL without query and fragment")
_AUDIENCE = text(
    r"[A-Za-z0-9._~:/-]+(,[A-Za-z0-9._~:/-]+)*", "what stands as aud in a token, or several with commas"
)
_PREFIX = text(r"[A-Za-z0-9._~:/-]*", "what the issuer writes before a scope, such as api://flightpulse/")


@dataclass(frozen=True, slots=True)
class CallersConfig:
    """`issuer` None: Cognito. Otherwise what stands as iss in its tokens, to the last slash."""

    issuer: str | None = setting("issuer", or_none(_URL), None)
    audience: str | None = setting("issuerAudience", or_none(_AUDIENCE), None)
    given_jwks_url: str | None = setting("issuerJwksUrl", or_none(_URL), None)
    scope_prefix: str = setting("issuerScopePrefix", _PREFIX, "")

    @property
    def jwks_url(self) -> str:
        """Where most issuers publish their keys, unless the context says where this one does."""
        return self.given_jwks_url or f"{(self.issuer or '').rstrip('/')}/.well-known/jwks.json"
