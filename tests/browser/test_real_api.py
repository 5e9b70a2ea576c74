"""The board on the real API: what the scripted one only claims."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from services.core.contracts.scopes import Scope
from tests.browser.real import FLIGHTS, RealBoard
from tests.browser.viewer import Viewer, as_shown
from tests.unit.api.changing import write_message, write_run
from tests.unit.api.world import KEY, World


@pytest.fixture
def board() -> Iterator[RealBoard]:
    """Served, for a developer who needs no token."""
    made = RealBoard(World(clock=None))
    made.serving.start()
    yield made
    made.serving.stop()


@pytest.fixture
def viewer(open_page: Callable[..., Page], board: RealBoard) -> Viewer:
    """Somebody who has not opened the board yet."""
    return Viewer(open_page(), board.serving.url)


def test_the_day_is_there_and_moves(viewer: Viewer, board: RealBoard) -> None:
    page = viewer.open().page
    expect(page.locator("#day")).to_have_text("Friday, 8 March 2013")
    expect(viewer.shown()).to_have_text(f"{FLIGHTS} flights")
    board.serving.call(board.move, KEY, "C9")
    viewer.search("ua207")
    expect(viewer.part("UA207", "gate")).to_have_text("C9")
    expect(viewer.part("UA207", "late")).to_have_text("+49 min")
    board.serving.call(write_run, board.world, "RUNNING")
    expect(page.locator("#disruption-list .card").filter(has_text="UA207")).to_contain_text("Telling")
    board.serving.call(write_message, board.world, f"{3:032x}")
    page.get_by_role("link", name="Why was UA207 told by sms").click()
    expect(page.locator("#why")).to_contain_text("m***@example.com")
    expect(page.locator("#why")).to_contain_text("UA207 leaves at 09:54.")


def test_filters_come_from_the_address(viewer: Viewer) -> None:
    viewer.open("?q=ua1007&status=delayed&origin=EWR&carrier=UA")
    expect(viewer.shown()).to_have_text(f"1 of {FLIGHTS} flights")


def test_after_a_restart_the_page_equals_the_table(viewer: Viewer, board: RealBoard) -> None:
    viewer.open()
    board.serving.stop()
    viewer.expect_link("Not connected")
    board.move(KEY, "D4")
    board.serving.start()
    viewer.expect_link("Live")
    viewer.search("ua207")
    expect(viewer.part("UA207", "gate")).to_have_text("D4")
    viewer.search("")
    expect(viewer.shown()).to_have_text(f"{FLIGHTS} flights")
    assert viewer.whole_table() == as_shown(board.table())


def test_a_flight_is_read_and_cancelled(viewer: Viewer, board: RealBoard) -> None:
    page = viewer.open(f"#/flights/{KEY}").page
    expect(page.locator("#flight-title")).to_have_text("UA207 EWR → IAH")
    expect(page.locator(".timeline li")).to_have_count(3)
    expect(page.locator("#flight-told-sum")).to_have_text("5 messages to 1 contact")
    expect(page.locator("#flight-told .who").first).to_have_text("m***@example.com")
    page.get_by_role("button", name="Cancel…").click()
    page.locator('#action [name="reason"]').select_option("WEAT")
    page.get_by_role("button", name="Cancel the flight").click()
    expect(page.locator("#action")).to_contain_text("Waiting for it to be applied")
    board.serving.call(board.consume)
    expect(page.locator("#action")).to_contain_text("Applied: it now determines")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".verdict")).to_contain_text("Cancelled")
    expect(page.locator(".timeline li").first).to_contain_text("Cancelled weather")


def test_a_message_is_asked_for_again(viewer: Viewer, board: RealBoard) -> None:
    page = viewer.open(f"#/flights/{KEY}").page
    page.get_by_role("button", name="Send again: message 5").click()
    page.locator("#action").get_by_role("button", name="Send again").click()
    expect(page.locator("#action")).to_contain_text("Accepted")
    assert len(board.world.bus.events) == 1


def test_a_flight_nobody_has_seen_is_said_in_the_apis_words(viewer: Viewer) -> None:
    page = viewer.open("#/flights/UA-9999-2013-03-08-EWR-1").page
    expect(page.locator("#flight-head")).to_contain_text("No such flight")
    page.goto(f"{viewer.url}#/flights/nonsense")
    expect(page.locator("#flight-head")).to_contain_text("Not a flight key")


def test_a_token_opens_what_its_scopes_say(open_page: Callable[..., Page]) -> None:
    world = World(anonymous=None)
    board = RealBoard(world)
    board.serving.start()
    try:
        viewer = Viewer(open_page(), board.serving.url)
        page = viewer.open(live=False).page
        for scopes, passenger in (((Scope.FLIGHTS_READ,), None), ((), "P1")):
            page.evaluate("sessionStorage.clear()")
            page.reload()
            page.get_by_label("Access token").fill(world.issuer.token(scopes, passenger))
            page.get_by_role("button", name="Use this token").click()
            if passenger is None:
                viewer.expect_link("Live")
                expect(page.locator("#who")).to_have_text("someone (read only)")
            else:
                expect(page.locator("#banner")).to_contain_text("The token does not allow this")
    finally:
        board.serving.stop()
