"""The board without a mouse."""

from playwright.sync_api import expect

from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer

FOCUSED = "document.activeElement.textContent"


def test_a_slash_goes_to_the_search_and_escape_out_of_it(viewer: Viewer) -> None:
    page = viewer.open().page
    viewer.key("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("jk?p207")
    expect(page.locator("#search")).to_have_value("jk?p207")
    viewer.key("Escape")
    expect(page.locator("#search")).not_to_be_focused()
    viewer.key("Escape")
    expect(viewer.shown()).to_have_text("60 flights")
    assert viewer.query() == ""


def test_j_and_k_walk_through_all_flights_and_enter_opens_one(viewer: Viewer) -> None:
    page = viewer.open("?sort=flight").page
    expect(page.locator("#flights .rows .row").first).to_be_visible()
    viewer.key("j")
    first = page.evaluate(FOCUSED)
    viewer.key(*["j"] * 45)
    far = page.evaluate(FOCUSED)
    assert far != first
    expect(viewer.row(far)).to_be_in_viewport(ratio=0.9)
    viewer.key(*["k"] * 45)
    assert page.evaluate(FOCUSED) == first
    viewer.key("Enter")
    expect(page.locator("#flight-title")).to_contain_text(first)
    viewer.key("Escape")
    expect(page.locator("#board-view")).to_be_visible()
    assert page.evaluate(FOCUSED) == first


def test_focus_stays_on_a_flight_that_moves(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    page = viewer.open("?sort=status&dir=asc").page
    viewer.key("j")
    focused = page.evaluate(FOCUSED)
    key = next(key for key, row in world.flights.items() if row["designator"] == focused)
    serving.call(world.change, key, status="cancelled", disposition="CANCELLED")
    expect(viewer.part(focused, "status")).to_have_text("Cancelled")
    assert page.evaluate(FOCUSED) == focused


def test_help_names_the_keys_and_can_switch_them_off(viewer: Viewer) -> None:
    page = viewer.open().page
    viewer.key("?")
    expect(page.locator("#help")).to_contain_text("next flight")
    page.get_by_label("Single keys do something").uncheck()
    viewer.key("Escape")
    viewer.key("/")
    expect(page.locator("#search")).not_to_be_focused()
    page.reload()
    viewer.expect_link("Live")
    viewer.key("/")
    expect(page.locator("#search")).not_to_be_focused()


def test_keys_of_the_browser_are_left_alone(viewer: Viewer) -> None:
    page = viewer.open().page
    page.keyboard.press("Control+p")
    expect(page.locator("#pause")).to_have_attribute("aria-pressed", "false")
    viewer.key("p")
    expect(page.locator("#pause")).to_have_attribute("aria-pressed", "true")


def test_tab_reaches_the_flights_by_the_skip_link(viewer: Viewer) -> None:
    page = viewer.open().page
    viewer.key("Tab")
    expect(page.get_by_role("link", name="Skip to the flights")).to_be_focused()
    viewer.key("Enter")
    expect(page.locator("#flights")).to_be_focused()


def test_a_dialog_keeps_the_focus_and_gives_it_back(viewer: Viewer) -> None:
    page = viewer.open().page
    page.locator("#help-button").focus()
    viewer.key("Enter")
    for _ in range(12):
        viewer.key("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('#help')"
        assert page.evaluate(inside) is True
    viewer.key("Escape")
    expect(page.locator("#help-button")).to_be_focused()
