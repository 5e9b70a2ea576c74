"""RS256 in a dozen lines, held against OpenSSL: what it signs is taken, every forgery known is not."""

import hashlib
import os

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from services.authorizer.rsa import PublicKey, is_signed
from tests.unit.authorizer.issuer import private_key

MESSAGE = b"header.claims"
DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
END = DIGEST_INFO + hashlib.sha256(MESSAGE).digest()
LENGTH = 256


def public(key: RSAPrivateKey) -> PublicKey:
    numbers = key.public_key().public_numbers()
    return PublicKey(numbers.n, numbers.e)


def raw(encoded: bytes, key: RSAPrivateKey | None = None) -> bytes:
    """What the key makes of any encoded message, also of one that it would never sign."""
    numbers = (key or private_key()).private_numbers()
    made = pow(int.from_bytes(encoded, "big"), numbers.d, numbers.public_numbers.n)
    return made.to_bytes(LENGTH, "big")


def openssl_takes(signature: bytes, message: bytes = MESSAGE) -> bool:
    try:
        private_key().public_key().verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def test_what_openssl_signs_is_taken() -> None:
    for size in (0, 1, 55, 56, 64, 1000):
        message = os.urandom(size)
        signature = private_key().sign(message, padding.PKCS1v15(), hashes.SHA256())
        assert is_signed(message, signature, public(private_key()))
        assert not is_signed(message + b"x", signature, public(private_key()))


def test_the_encoding_of_the_forgeries_below_is_right_where_it_is_not_forged() -> None:
    good = raw(b"\x00\x01" + b"\xff" * (LENGTH - len(END) - 3) + b"\x00" + END)
    assert openssl_takes(good)
    assert is_signed(MESSAGE, good, public(private_key()))


_NO_PARAMETERS = bytes.fromhex("302f300b0609608648016503040201 0420") + hashlib.sha256(MESSAGE).digest()
_SHA1 = bytes.fromhex("3021300906052b0e03021a05000414") + hashlib.sha1(MESSAGE).digest()  # noqa: S324
_SHA512 = bytes.fromhex("3051300d060960864801650304020305000440") + hashlib.sha512(MESSAGE).digest()


def padded(end: bytes, start: bytes = b"\x00\x01", fill: bytes = b"\xff", gap: bytes = b"\x00") -> bytes:
    return start + fill * (LENGTH - len(start) - len(gap) - len(end)) + gap + end


@pytest.mark.parametrize(
    "encoded",
    [
        pytest.param(b"\x00\x01" + b"\xff" * 8 + b"\x00" + END + os.urandom(194), id="garbage behind"),
        pytest.param(padded(END + b"\x00" * 16), id="not right-aligned"),
        pytest.param(padded(END, start=b"\x00\x02"), id="type of an encryption"),
        pytest.param(padded(END, start=b"\x00\x00"), id="type 0"),
        pytest.param(padded(END, fill=b"\xfe"), id="other fill"),
        pytest.param(padded(END, gap=b"\x00" * 9), id="shorter fill"),
        pytest.param(padded(END, gap=b""), id="no zero before the digest"),
        pytest.param(padded(hashlib.sha256(MESSAGE).digest()), id="digest alone"),
        pytest.param(padded(_NO_PARAMETERS), id="no parameters"),
        pytest.param(padded(_SHA1), id="SHA-1"),
        pytest.param(padded(_SHA512), id="SHA-512"),
        pytest.param(padded(DIGEST_INFO + hashlib.sha256(b"other").digest()), id="another message"),
    ],
)
def test_a_forged_padding_is_refused(encoded: bytes) -> None:
    assert len(encoded) == LENGTH
    assert not is_signed(MESSAGE, raw(encoded), public(private_key()))


def test_the_cube_root_of_bleichenbacher_is_refused() -> None:
    """With exponent 3 and a parser that stops at the digest, anybody can sign, without the key."""
    key = public(private_key(3, 3))
    start = b"\x00\x01\xff\xff\xff\xff\xff\xff\xff\xff\x00" + END
    target = int.from_bytes(start + b"\x00" * (LENGTH - len(start)), "big")
    forged = _cube_root(target) + 1
    opened = (forged**3).to_bytes(LENGTH, "big")
    assert opened.startswith(start), "a parser that looks from the left would be taken in"
    assert not is_signed(MESSAGE, forged.to_bytes(LENGTH, "big"), key)
    honest = private_key(3, 3).sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256())
    assert is_signed(MESSAGE, honest, key)


def test_only_one_spelling_of_a_signature_is_taken() -> None:
    key = public(private_key())
    signature = private_key().sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256())
    number = int.from_bytes(signature, "big")
    assert not is_signed(MESSAGE, b"\x00" + signature, key)
    assert not is_signed(MESSAGE, signature[1:], key)
    assert not is_signed(MESSAGE, b"", key)
    assert not is_signed(MESSAGE, (number + key.modulus).to_bytes(LENGTH + 1, "big"), key)
    if (number + key.modulus).bit_length() <= LENGTH * 8:
        assert not is_signed(MESSAGE, (number + key.modulus).to_bytes(LENGTH, "big"), key)


def test_no_bit_of_a_signature_can_change() -> None:
    key = public(private_key())
    signature = private_key().sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256())
    for bit in range(0, LENGTH * 8, 61):
        changed = int.from_bytes(signature, "big") ^ (1 << bit)
        assert not is_signed(MESSAGE, changed.to_bytes(LENGTH, "big"), key)


def test_another_padding_scheme_and_another_key_are_refused() -> None:
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
    assert not is_signed(MESSAGE, private_key().sign(MESSAGE, pss, hashes.SHA256()), public(private_key()))
    other = private_key(2).sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256())
    assert not is_signed(MESSAGE, other, public(private_key()))
    assert is_signed(MESSAGE, other, public(private_key(2)))


def test_what_zero_and_one_open_to_is_no_message() -> None:
    for number in (0, 1, public(private_key()).modulus - 1):
        assert not is_signed(MESSAGE, number.to_bytes(LENGTH, "big"), public(private_key()))


@pytest.mark.parametrize(
    ("modulus", "exponent"),
    [
        pytest.param((1 << 1023) + 1, 65537, id="short"),
        pytest.param(1 << 2047, 65537, id="even"),
        pytest.param((1 << 9000) + 1, 65537, id="long"),
        pytest.param((1 << 2047) + 1, 1, id="everything is its own signature"),
        pytest.param((1 << 2047) + 1, 65536, id="even exponent"),
        pytest.param((1 << 2047) + 1, (1 << 32) + 1, id="long exponent"),
    ],
)
def test_a_key_that_is_none_is_refused(modulus: int, exponent: int) -> None:
    with pytest.raises(ValueError, match="an RSA"):
        PublicKey(modulus, exponent)


def _cube_root(number: int) -> int:
    low, high = 0, 1 << (number.bit_length() // 3 + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**3 <= number else (low, middle - 1)
    return low
