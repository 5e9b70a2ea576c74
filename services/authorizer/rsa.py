"""RS256 on the standard library: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2.2), verification only.

Verifying takes no secret, so nothing here has to run in constant time. The encoded message is made and
compared as a whole, never taken apart: parsers that look for the digest accept forged padding
(Bleichenbacher 2006, CVE-2006-4339).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

_DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
"""ASN.1 of "a SHA-256 digest follows" (RFC 8017, 9.2, note 1)."""

_LEAST_BITS: Final = 2048
# A longer modulus is a way to make us work; no issuer has one.
_MOST_BITS: Final = 8192
_MOST_EXPONENT: Final = 2**32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A modulus and an exponent. Raises ValueError for a key that is no safe RSA key."""

    modulus: int
    exponent: int

    def __post_init__(self) -> None:
        if not _LEAST_BITS <= self.modulus.bit_length() <= _MOST_BITS or self.modulus % 2 == 0:
            raise ValueError(f"an RSA modulus must be odd and have {_LEAST_BITS} to {_MOST_BITS} bits")
        if not 3 <= self.exponent < _MOST_EXPONENT or self.exponent % 2 == 0:
            raise ValueError("an RSA exponent must be odd, 3 or more and below 2**32")


def is_signed(message: bytes, signature: bytes, key: PublicKey) -> bool:
    """Whether the holder of the key signed exactly this message."""
    length = (key.modulus.bit_length() + 7) // 8
    number = int.from_bytes(signature, "big")
    if len(signature) != length or number >= key.modulus:
        return False
    encoded = pow(number, key.exponent, key.modulus).to_bytes(length, "big")
    return encoded == _encoded(message, length)


def _encoded(message: bytes, length: int) -> bytes:
    """EMSA-PKCS1-v1_5: 00 01, as many FF as fit, 00, what digest it is, the digest."""
    end = _DIGEST_INFO + hashlib.sha256(message).digest()
    return b"\x00\x01" + b"\xff" * (length - len(end) - 3) + b"\x00" + end
