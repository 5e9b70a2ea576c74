"""The two ways in which a caller is not let in."""

from __future__ import annotations

from services.core.errors import Permanent, Retryable


class Refused(Permanent):
    """Not a good token of the issuer; the text says why and never holds the token."""


class KeysUnavailable(Retryable):
    """The issuer's keys cannot be read, so nobody can be told from anybody."""
