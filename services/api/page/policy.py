"""What a browser lets the board's page do: its own files and our API, and signing in where that is set up."""

from typing import Final
from urllib.parse import urlsplit

from services.api.auth.sign_in import SignIn

_OWN: Final = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)


def content_security_policy(sign_in: SignIn | None) -> str:
    """Nothing inline and nothing from another host; the page fetches its token from the issuer itself."""
    places = ["'self'"]
    if sign_in is not None and sign_in.token_endpoint:
        parts = urlsplit(sign_in.token_endpoint)
        places.append(f"{parts.scheme}://{parts.netloc}")
    return "; ".join([*_OWN, f"connect-src {' '.join(places)}"])
