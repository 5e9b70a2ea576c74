"""Makes tokens for an API in local mode. Simulated: whoever can read the folder is believed, unasked."""

import contextlib
import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import ECAlgorithm

from local.runtime.paths import REPOSITORY
from services.core.contracts.scopes import LOCAL_AUDIENCE, LOCAL_ISSUER, PASSENGER_CLAIM, Scope

FOLDER: Final = REPOSITORY / ".cache" / "issuer"
_KEY_FILE: Final = "key.pem"
_KEYS_FILE: Final = "jwks.json"


class DevelopmentIssuer:
    """One key pair per folder, made when it is first needed; only its owner may read the private key."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @property
    def jwks_url(self) -> str:
        """FLIGHTPULSE_JWKS_URL of an API that takes these tokens; the file is there after `prepare`."""
        return (self._folder / _KEYS_FILE).absolute().as_uri()

    def prepare(self) -> None:
        """Make the key pair, unless it is there."""
        self._key()

    def token(self, scopes: Iterable[Scope], passenger_id: str | None, seconds: int) -> str:
        """An access token that is good from now on for so many seconds."""
        key, key_id = self._key()
        now = int(time.time())
        claims = {
            "iss": LOCAL_ISSUER,
            "aud": LOCAL_AUDIENCE,
            "sub": passenger_id or "developer",
            "iat": now,
            "exp": now + seconds,
            "scope": " ".join(scopes),
        }
        if passenger_id is not None:
            claims[PASSENGER_CLAIM] = passenger_id
        return jwt.encode(claims, key, "ES256", headers={"kid": key_id, "typ": "at+jwt"})

    def _key(self) -> tuple[ec.EllipticCurvePrivateKey, str]:
        file = self._folder / _KEY_FILE
        if not file.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _keep(file, _new_key())
        key = load_pem_private_key(file.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{file} holds no key of ours: remove it, and a new one is made")
        public = json.loads(ECAlgorithm.to_jwk(key.public_key()))
        key_id = public["x"][:16]
        entry = {**public, "kid": key_id, "alg": "ES256", "use": "sig"}
        (self._folder / _KEYS_FILE).write_text(json.dumps({"keys": [entry]}), encoding="utf-8")
        return key, key_id


def _new_key() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _keep(file: Path, content: bytes) -> None:
    """Whole or not at all: two commands that begin at once end with one key."""
    draft = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
