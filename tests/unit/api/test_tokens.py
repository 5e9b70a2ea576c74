"""Which tokens are good: signature, key, issuer, audience, time, and what they say of their bearer."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import replace
from typing import Any

import pytest

from services.api.auth import key_set
from services.api.auth.key_set import KeySet
from services.api.auth.ports import KeysUnavailable
from services.api.auth.tokens import CHECKED_SECONDS, LEEWAY_SECONDS, BadToken, Tokens
from services.core.contracts.scopes import Scope
from tests.fakes.issuer import SETTINGS, Issuer


class Time:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def now() -> Time:
    return Time()


@pytest.fixture
def tokens(issuer: Issuer, now: Time) -> Tokens:
    return Tokens(KeySet(issuer, now), SETTINGS, now)


@pytest.mark.parametrize("rsa_key", [False, True])
async def test_a_good_token_says_who_and_what(tokens: Tokens, issuer: Issuer, rsa_key: bool) -> None:
    issuer.rotate("first", rsa_key=rsa_key)
    principal = await tokens.principal(issuer.token([Scope.FLIGHTS_READ, "openid"], passenger="P-1"))
    assert (principal.subject, principal.scopes, principal.passenger_id) == (
        "someone",
        frozenset({Scope.FLIGHTS_READ}),
        "P-1",
    )
    assert "someone" not in repr(principal)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"iss": "https://other.example.com"}, "of another issuer"),
        ({"aud": "somebody-else"}, "for another audience"),
        ({"aud": None}, "for another audience"),
        ({"aud": None, "client_id": "flightpulse-test"}, "for another audience"),
        ({"aud": None, "client_id": "flightpulse-test", "token_use": "id"}, "for another audience"),
        ({"exp": int(time.time()) - LEEWAY_SECONDS - 5}, "has expired"),
        ({"nbf": int(time.time()) + LEEWAY_SECONDS + 3600}, "not valid yet"),
        ({"exp": None}, "lacks the claim exp"),
        ({"sub": None}, "lacks the claim sub"),
        ({"passenger_id": 7}, "holds no passenger id"),
        ({"passenger_id": ""}, "holds no passenger id"),
    ],
)
async def test_a_bad_claim_is_named(
    tokens: Tokens, issuer: Issuer, changes: dict[str, Any], why: str
) -> None:
    with pytest.raises(BadToken, match=why):
        await tokens.principal(issuer.token(**changes))


async def test_clocks_may_differ_by_a_minute(tokens: Tokens, issuer: Issuer) -> None:
    late = issuer.token(exp=int(time.time()) - LEEWAY_SECONDS + 10, iat=int(time.time()) + 30)
    assert (await tokens.principal(late)).subject == "someone"


async def test_one_of_several_audiences_will_do_and_cognitos_client_in_place_of_one(
    tokens: Tokens, issuer: Issuer
) -> None:
    await tokens.principal(issuer.token(aud=["other", "flightpulse-test"]))
    await tokens.principal(issuer.token(aud=None, client_id="flightpulse-test", token_use="access"))


async def test_scopes_may_be_a_list_and_have_a_prefix(issuer: Issuer) -> None:
    tokens = Tokens(KeySet(issuer), replace(SETTINGS, scope_prefix="flightpulse/"))
    given = issuer.token(scope=None, scp=["flightpulse/ops:write", "flights:read", "other/bookings:read", 1])
    assert (await tokens.principal(given)).scopes == {Scope.OPS_WRITE}


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "x" * 9000, "ä.ö.ü"])
async def test_what_is_no_token_is_refused_without_asking_the_issuer(
    tokens: Tokens, issuer: Issuer, token: str
) -> None:
    with pytest.raises(BadToken):
        await tokens.principal(token)
    assert issuer.asked == 0


async def test_a_changed_token_and_a_key_of_somebody_else_are_refused(tokens: Tokens, issuer: Issuer) -> None:
    head, body, signature = issuer.token([Scope.FLIGHTS_READ]).split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    changed = base64.urlsafe_b64encode(json.dumps(claims | {"scope": "ops:write"}).encode()).rstrip(b"=")
    with pytest.raises(BadToken, match="signature"):
        await tokens.principal(f"{head}.{changed.decode()}.{signature}")
    with pytest.raises(BadToken, match="signature"):
        await tokens.principal(Issuer().token([Scope.OPS_WRITE]))


async def test_no_algorithm_but_ours_not_even_with_the_public_key_as_a_secret(
    tokens: Tokens, issuer: Issuer
) -> None:
    public = json.dumps((await issuer.fetch())["keys"][0]).encode()
    body = issuer.token([Scope.OPS_WRITE]).split(".")[1]
    for algorithm in ("none", "HS256", "HS512", "PS256"):
        head = _encoded({"alg": algorithm, "typ": "JWT", "kid": "k1"})
        signature = hmac.digest(public, f"{head}.{body}".encode(), hashlib.sha256)
        with pytest.raises(BadToken, match="RS256, ES256"):
            await tokens.principal(f"{head}.{body}.{base64.urlsafe_b64encode(signature).decode()}")
    mixed = _encoded({"alg": "RS256", "typ": "JWT", "kid": "k1"})
    with pytest.raises(BadToken, match="no key of the issuer"):
        await tokens.principal(f"{mixed}.{body}.AAAA")


async def test_keys_are_asked_for_once_and_again_when_they_are_old(
    tokens: Tokens, issuer: Issuer, now: Time
) -> None:
    for number in range(3):
        await tokens.principal(issuer.token(sub=f"caller-{number}"))
    assert issuer.asked == 1
    now.seconds += key_set.FRESH_SECONDS + 1
    await tokens.principal(issuer.token())
    assert issuer.asked == 2


async def test_a_token_is_checked_again_after_a_while_and_never_outlives_itself(
    tokens: Tokens, issuer: Issuer, now: Time
) -> None:
    token = issuer.token([Scope.FLIGHTS_READ])
    first = await tokens.principal(token)
    now.seconds += CHECKED_SECONDS - 1
    assert await tokens.principal(token) is first
    now.seconds += 2
    again = await tokens.principal(token)
    assert again == first
    assert again is not first
    short = issuer.token(exp=int(time.time()) - LEEWAY_SECONDS + 5)
    kept = await tokens.principal(short)
    now.seconds += 6
    assert await tokens.principal(short) is not kept


async def test_a_rotated_key_is_found_and_made_up_ones_do_not_flood_the_issuer(
    tokens: Tokens, issuer: Issuer, now: Time
) -> None:
    old = issuer.token()
    await tokens.principal(old)
    issuer.rotate("k2")
    now.seconds += key_set.PAUSE_SECONDS + 1
    await tokens.principal(issuer.token())
    assert issuer.asked == 2
    with pytest.raises(BadToken, match="no key of the issuer"):
        await tokens.principal(old)  # the issuer took its key back
    stranger = Issuer()
    for number in range(20):
        stranger.rotate(f"made-up-{number}")
        with pytest.raises(BadToken):
            await tokens.principal(stranger.token())
    assert issuer.asked == 2


async def test_known_keys_stay_good_while_the_issuer_is_down_and_unknown_ones_are_not_judged(
    tokens: Tokens, issuer: Issuer, now: Time
) -> None:
    issuer.down = True
    with pytest.raises(KeysUnavailable):
        await tokens.principal(issuer.token())
    with pytest.raises(KeysUnavailable):  # asked a moment ago, and still no verdict
        await tokens.principal(issuer.token())
    issuer.down = False
    now.seconds += key_set.PAUSE_SECONDS + 1
    await tokens.principal(issuer.token())
    issuer.down = True
    now.seconds += key_set.FRESH_SECONDS + 1
    await tokens.principal(issuer.token())


def _encoded(header: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b"=").decode()
