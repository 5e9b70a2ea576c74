"""An issuer with one RSA key, whose tokens are made by PyJWT on OpenSSL."""

import json
from functools import cache
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.algorithms import RSAAlgorithm

from services.authorizer.claims import Expected
from services.authorizer.key_set import KeySet
from services.authorizer.tokens import Tokens

NAME: Final = "https://login.example.com"
AUDIENCE: Final = "flightpulse"
EXPECTED: Final = Expected(NAME, (AUDIENCE, "other"))
NOW: Final = 1_800_000_000
CLAIMS: Final = {
    "iss": NAME,
    "aud": AUDIENCE,
    "sub": "somebody",
    "exp": NOW + 300,
    "scope": "flights:read openid",
    "azp": "planner",
}


@cache
def private_key(number: int = 1, exponent: int = 65537) -> RSAPrivateKey:
    """The same for the same number, as making one takes a while."""
    return generate_private_key(exponent, 2048)


def document(**changes: Any) -> dict[str, Any]:
    """What the issuer publishes."""
    entry = json.loads(RSAAlgorithm.to_jwk(private_key().public_key()))
    return {"keys": [{**entry, "kid": "k1", "alg": "RS256", "use": "sig"} | changes]}


def token(*, key: Any = None, algorithm: str = "RS256", header: Any = None, **changes: Any) -> str:
    """A change to None leaves the claim out."""
    claims = {name: value for name, value in {**CLAIMS, **changes}.items() if value is not None}
    return jwt.encode(claims, key or private_key(), algorithm, headers={"kid": "k1", **(header or {})})


def tokens() -> Tokens:
    """At the time NOW."""
    return Tokens(KeySet(document), EXPECTED, lambda: NOW)
