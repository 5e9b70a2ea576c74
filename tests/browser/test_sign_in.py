"""Signing in: at the issuer, with a token of one's own, and again when it has expired."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.issuer import BrowserIssuer
from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer

KEY = "UA-0207-2013-03-08-EWR-1"


@pytest.fixture
def issuer(world: Scripted) -> Iterator[BrowserIssuer]:
    """An issuer that the API believes."""
    made = BrowserIssuer()
    served = Serving(made.app).start()
    made.url = served.url
    world.token = made.token
    world.sign_in = made.sign_in()
    yield made
    served.stop()


def test_one_signs_in_at_the_issuer_and_comes_back_to_where_one_was(
    viewer: Viewer, issuer: BrowserIssuer
) -> None:
    page = viewer.open(f"?origin=EWR#/flights/{KEY}", live=False).page
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#flight-title")).to_contain_text("UA207")
    viewer.expect_link("Live")
    assert page.url == f"{viewer.url}?origin=EWR#/flights/{KEY}"
    asked = issuer.asked[0]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == viewer.url
    assert asked["scope"] == "openid flights:read ops:write"
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_a_reload_stays_signed_in_and_another_tab_does_not(viewer: Viewer, issuer: BrowserIssuer) -> None:
    page = viewer.open(live=False).page
    page.get_by_role("button", name="Sign in").click()
    viewer.expect_link("Live")
    page.reload()
    viewer.expect_link("Live")
    assert len(issuer.exchanged) == 1
    other = page.context.new_page()
    other.goto(viewer.url)
    expect(other.locator("#sign-in-view")).to_be_visible()


@pytest.mark.parametrize(
    ("trick", "said"),
    [
        ({"state": "of-somebody-else"}, "belongs to no sign-in that was started here"),
        ({"nonce": "of-somebody-else"}, "the ID token is of another sign-in"),
        ({"refuses": True}, "Not today."),
    ],
)
def test_an_answer_that_cannot_be_trusted_signs_nobody_in(
    viewer: Viewer, issuer: BrowserIssuer, trick: dict[str, str | bool], said: str
) -> None:
    for name, value in trick.items():
        setattr(issuer, name, value)
    page = viewer.open(live=False).page
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#sign-in-problem")).to_contain_text(said)
    assert page.evaluate("sessionStorage.getItem('flightpulse.tokens')") is None
    assert page.evaluate("location.search") == ""


def test_a_token_is_renewed_before_it_ends(viewer: Viewer, issuer: BrowserIssuer, world: Scripted) -> None:
    issuer.expires_in = 30  # less than the minute ahead: each call renews
    page = viewer.open(live=False).page
    page.get_by_role("button", name="Sign in").click()
    viewer.expect_link("Live")
    issuer.token = world.token = "token-2"
    page.evaluate("location.hash = '#/flights/UA-0207-2013-03-08-EWR-1'")
    expect(page.locator("#flight-title")).to_contain_text("UA207")
    assert issuer.exchanged[-1]["grant_type"] == "refresh_token"
    assert "token-2" in page.evaluate("sessionStorage.getItem('flightpulse.tokens')")


def test_without_an_issuers_page_a_token_is_pasted(viewer: Viewer, world: Scripted) -> None:
    world.token = "printed"
    world.sign_in = dict.fromkeys(("authorizationEndpoint", "tokenEndpoint", "clientId"))
    world.sign_in |= {"issuer": "flightpulse", "scopes": []}
    page = viewer.open(live=False).page
    expect(page.locator("#sign-in-view")).to_contain_text("flightpulse token --scope flights:read")
    page.get_by_label("Access token").fill("wrong")
    page.get_by_role("button", name="Use this token").click()
    expect(page.locator("#sign-in-problem")).to_have_text("The token is not valid, or has expired.")
    page.get_by_label("Access token").fill(" Bearer printed\n")
    page.get_by_role("button", name="Use this token").click()
    viewer.expect_link("Live")


def test_a_token_that_ends_under_ones_hands_leads_to_the_sign_in(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    page = viewer.open().page
    world.token = "another"
    serving.call(world.hang_up)
    expect(page.locator("#sign-in-view")).to_be_visible()
    expect(page.locator("#sign-in-problem")).to_contain_text("has expired")
    expect(page.locator("#board-view")).to_be_hidden()
