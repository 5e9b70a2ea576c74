"""Whose tokens are taken: the issuer's, for us, now, and signed by RS256."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import jwt
import pytest

from services.authorizer.claims import caller
from services.authorizer.encoding import json_object
from services.authorizer.errors import KeysUnavailable, Refused
from services.authorizer.key_set import FRESH_SECONDS, PAUSE_SECONDS, KeySet, usable
from tests.unit.authorizer.issuer import CLAIMS, EXPECTED, NOW, document, private_key, token, tokens

TWICE = '{"alg":"none","alg":"RS256"}'


def part(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def test_a_token_of_the_issuer_says_who_calls() -> None:
    caller = tokens().caller(token())
    assert (caller.subject, caller.client) == ("somebody", "planner")
    assert caller.scopes == {"flights:read", "openid"}


@pytest.mark.parametrize(
    ("claims", "scopes"),
    [
        ({"scope": ["a", "b"]}, {"a", "b"}),
        ({"scope": None, "scp": "a b"}, {"a", "b"}),
        ({"scope": None, "scp": ["a", 7]}, {"a"}),
        ({"scope": None}, set()),
        ({"scope": 7}, set()),
    ],
)
def test_scopes_are_read_as_issuers_write_them(claims: Mapping[str, Any], scopes: set[str]) -> None:
    assert tokens().caller(token(**claims)).scopes == scopes


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"iss": "https://login.example.org"}, "of another issuer"),
        ({"iss": None}, "of another issuer"),
        ({"aud": "somebody-else"}, "another audience"),
        ({"aud": ["somebody-else"]}, "another audience"),
        ({"aud": None}, "another audience"),
        ({"aud": None, "token_use": "access", "client_id": "flightpulse"}, "another audience"),
        ({"exp": NOW - 60}, "has expired"),
        ({"exp": None}, "exp is no time"),
        ({"nbf": NOW + 61}, "not valid yet"),
        ({"sub": None}, "names no subject"),
        ({"sub": ""}, "names no subject"),
    ],
)
def test_a_claim_that_is_wrong_is_named(claims: Mapping[str, Any], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        tokens().caller(token(**claims))


@pytest.mark.parametrize("expiry", ["NaN", "Infinity", "true", '"9999999999"', "1e300", "-1"])
def test_an_expiry_that_is_no_time_never_passes_for_one(expiry: str) -> None:
    claims = json.dumps({"iss": "x"})[:-1] + f', "exp": {expiry}}}'
    signed = jwt.api_jws.encode(claims.encode(), private_key(), "RS256", headers={"kid": "k1"})
    with pytest.raises(Refused):
        tokens().caller(signed)
    with pytest.raises(Refused, match="exp is no time"):
        caller({**CLAIMS, "exp": json_object(claims.encode())["exp"]}, EXPECTED, NOW)


def test_clocks_may_differ_by_a_minute_and_an_audience_may_be_one_of_several() -> None:
    for claims in ({"exp": NOW - 59}, {"nbf": NOW + 60}, {"aud": ["x", "other"]}):
        assert tokens().caller(token(**claims)).subject == "somebody"


def test_another_algorithm_is_never_looked_at() -> None:
    secret = "a public key that everybody knows, taken for a secret"
    unsigned = f"{part({'alg': 'none', 'kid': 'k1'})}.{part({'sub': 'me'})}."
    for wrong in (
        unsigned,
        token(key=secret, algorithm="HS256"),
        token(algorithm="RS512"),
        token(algorithm="PS256"),
        token(header={"crit": ["exp"]}),
    ):
        with pytest.raises(Refused, match="not signed by RS256"):
            tokens().caller(wrong)


def test_another_key_and_changed_claims_are_refused() -> None:
    header, claims, signature = token().split(".")
    more = json.loads(base64.urlsafe_b64decode(claims + "=="))
    more["scope"] = "ops:write"
    for wrong in (
        token(key=private_key(2)),
        token(header={"kid": "k2"}),
        f"{part({'alg': 'RS256'})}.{claims}.{signature}",
        f"{header}.{part(more)}.{signature}",
        f"{part({'alg': 'RS256', 'kid': 'k1', 'typ': 'JWT'})}.{claims}.{signature}",
        f"{header}.{claims}.",
    ):
        with pytest.raises(Refused, match="by no key of the issuer"):
            tokens().caller(wrong)


def test_what_is_no_token_is_refused() -> None:
    header, claims, signature = token().split(".")
    for wrong in (
        "",
        "a.b",
        "a.b.c.d",
        f"{header}.{claims}",
        f"{header}.{claims}.{signature}=",
        f"{header}=.{claims}.{signature}",
        f"{part('[]')}.{claims}.{signature}",
        f"{part('{')}.{claims}.{signature}",
        f"{part(TWICE)}.{claims}.{signature}",
        f"{header}.{claims}.\N{CYRILLIC SMALL LETTER A}",
        token(padding="x" * 9000),
    ):
        with pytest.raises(Refused, match=r"no signed JWT|malformed"):
            tokens().caller(wrong)


class Source:
    """An issuer that can be down, and counts how often it is asked."""

    def __init__(self) -> None:
        self.document: Mapping[str, Any] | None = document()
        self.asked = 0
        self.now = 0.0

    def fetch(self) -> Mapping[str, Any]:
        self.asked += 1
        if self.document is None:
            raise KeysUnavailable("down")
        return self.document


@pytest.fixture
def source() -> Source:
    return Source()


def test_keys_are_kept_for_five_minutes(source: Source) -> None:
    keys = KeySet(source.fetch, lambda: source.now)
    for source.now in (0.0, 1.0, FRESH_SECONDS - 1):
        assert keys.key("k1")
    assert source.asked == 1
    source.now = FRESH_SECONDS
    source.document = document(kid="k2")
    assert keys.key("k1") is None, "what the issuer takes back is gone then"
    assert keys.key("k2")
    assert FRESH_SECONDS == 300


def test_an_unknown_key_is_asked_for_but_not_by_every_token(source: Source) -> None:
    keys = KeySet(source.fetch, lambda: source.now)
    keys.key("k1")
    source.document = document(kid="k2")
    assert [keys.key(f"made-up-{number}") for number in range(50)] == [None] * 50
    assert source.asked == 1
    source.now = PAUSE_SECONDS
    assert keys.key("k2")
    assert source.asked == 2


def test_known_keys_outlive_an_issuer_that_is_down_and_unknown_ones_are_not_made_up(source: Source) -> None:
    keys = KeySet(source.fetch, lambda: source.now)
    keys.key("k1")
    source.document, source.now = None, FRESH_SECONDS
    assert keys.key("k1")
    source.now += PAUSE_SECONDS
    with pytest.raises(KeysUnavailable):
        keys.key("k2")


def test_without_any_keys_nobody_is_known(source: Source) -> None:
    source.document = None
    keys = KeySet(source.fetch, lambda: source.now)
    for source.now in (0.0, 1.0, PAUSE_SECONDS):
        with pytest.raises(KeysUnavailable):
            keys.key("k1")
    assert source.asked == 2
    source.document, source.now = document(), 2 * PAUSE_SECONDS
    assert keys.key("k1")


def test_only_keys_that_sign_by_rs256_are_used() -> None:
    (good,) = document()["keys"]
    others = [
        good | {"kid": "encrypts", "use": "enc"},
        good | {"kid": "rs512", "alg": "RS512"},
        good | {"kid": "curve", "kty": "EC"},
        good | {"kid": 7},
        good | {"kid": "short", "n": "AQAB"},
        good | {"kid": "padded", "e": "AQAB=="},
        "nonsense",
    ]
    assert set(usable({"keys": [*others, good]})) == {"k1"}
    with pytest.raises(KeysUnavailable, match="no set of keys"):
        usable({"error": "not here"})
