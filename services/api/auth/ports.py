"""What the check of callers needs of the outside."""

from collections.abc import Mapping
from typing import Any, Protocol

from services.core.errors import Retryable


class KeysUnavailable(Retryable):
    """The issuer's keys could not be read, and none of those known fits."""


class KeySource(Protocol):
    """Where the issuer publishes its keys."""

    async def fetch(self) -> Mapping[str, Any]:
        """The JSON Web Key Set (RFC 7517) as it is now. Raises KeysUnavailable."""
        ...
