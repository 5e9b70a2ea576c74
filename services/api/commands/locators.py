"""Record locators for bookings that bring none."""

import hmac
from typing import Final

_LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 that nobody takes for another: no 0 or O, no 1 or I."""

_LENGTH: Final = 6


def locator_for(secret: bytes, idempotency_key: str) -> str:
    """The same for the same request, since a locator is stored as a hash only and cannot be read back."""
    digest = hmac.digest(secret, b"new-locator|" + idempotency_key.encode(), "sha256")
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest[:_LENGTH])
