"""ULIDs: ids that sort by the time of their making (github.com/ulid/spec)."""

import secrets
from typing import Final

from services.core.clock import Instant

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM_BITS: Final = 80
_LETTERS: Final = 26


def new_ulid(at: Instant) -> str:
    """48 bits of time in milliseconds, 80 of chance."""
    number = (at << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    return "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
