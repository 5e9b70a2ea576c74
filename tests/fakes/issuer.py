"""An issuer of tokens: keys of its own, and whatever claims a test asks for."""

import json
import time
from collections.abc import Iterable, Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from services.api.auth.callers import Callers
from services.api.auth.key_set import KeySet
from services.api.auth.ports import KeysUnavailable
from services.api.auth.principal import Principal
from services.api.auth.settings import AuthSettings
from services.api.auth.tokens import Tokens
from services.core.contracts.scopes import Scope

NAME = "https://issuer.example.com/pool"
AUDIENCE = "flightpulse-test"
SETTINGS = AuthSettings(NAME, (AUDIENCE,), "https://issuer.example.com/keys")


class Issuer:
    """`KeySource` that counts how often it is asked; `down` makes it fail."""

    def __init__(self) -> None:
        self.keys: dict[str, Any] = {"k1": ec.generate_private_key(ec.SECP256R1())}
        self.asked = 0
        self.down = False

    def rotate(self, key_id: str, *, rsa_key: bool = False) -> None:
        """Another key takes the place of all others."""
        made = rsa.generate_private_key(65537, 2048) if rsa_key else ec.generate_private_key(ec.SECP256R1())
        self.keys = {key_id: made}

    async def fetch(self) -> Mapping[str, Any]:
        self.asked += 1
        if self.down:
            raise KeysUnavailable("the issuer is down")
        return {"keys": [_public(key_id, key) for key_id, key in self.keys.items()]}

    def callers(self, anonymous: Principal | None = None, settings: AuthSettings = SETTINGS) -> Callers:
        return Callers(Tokens(KeySet(self), settings), anonymous)

    def token(self, scopes: Iterable[Scope | str] = (), passenger: str | None = None, **changes: Any) -> str:
        """Signed with the last key; a change to None leaves the claim out."""
        claims = {
            "iss": NAME,
            "aud": AUDIENCE,
            "sub": "someone",
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "scope": " ".join(scopes),
            "passenger_id": passenger,
        } | changes
        key_id, key = list(self.keys.items())[-1]
        return self.signed({name: value for name, value in claims.items() if value is not None}, key, key_id)

    @staticmethod
    def signed(claims: Mapping[str, Any], key: Any, key_id: str) -> str:
        algorithm = "RS256" if isinstance(key, rsa.RSAPrivateKey) else "ES256"
        return jwt.encode(dict(claims), key, algorithm, headers={"kid": key_id})


def bearer(token: str) -> dict[str, str]:
    """The header that brings a token."""
    return {"Authorization": f"Bearer {token}"}


def _public(key_id: str, key: Any) -> dict[str, Any]:
    entry: str
    if isinstance(key, rsa.RSAPrivateKey):
        entry, algorithm = RSAAlgorithm.to_jwk(key.public_key()), "RS256"
    else:
        entry, algorithm = ECAlgorithm.to_jwk(key.public_key()), "ES256"
    known: dict[str, Any] = json.loads(entry)
    return {**known, "kid": key_id, "alg": algorithm, "use": "sig"}
