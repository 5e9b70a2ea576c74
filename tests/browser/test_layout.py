"""A desk, a phone, a zoomed page; light and dark; and for those who want nothing to move."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer, as_shown

KEY = "UA-0207-2013-03-08-EWR-1"
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter((node) => {
  const box = node.getBoundingClientRect();
  if (box.width === 0 || box.right <= innerWidth + 1) return false;
  // What scrolls by itself may be wider inside.
  for (let up = node.parentElement; up; up = up.parentElement) {
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
  }
  return true;
}).map((node) => node.id || node.className)"""
SMALL_TARGETS = """() => [...document.querySelectorAll('button, select, input')].filter((node) => {
  const box = node.getBoundingClientRect();
  return box.width > 0 && (box.height < 24 || box.width < 20);
}).map((node) => node.id || node.textContent)"""


@pytest.mark.parametrize("width", [320, 375, 720, 1024, 1280, 1920])
@pytest.mark.parametrize("address", ["", f"#/flights/{KEY}", "#/drill"])
def test_nothing_sticks_out_at_the_side(
    open_page: Callable[..., Page], serving: Serving, width: int, address: str
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    Viewer(page, serving.url).open(address)
    if address.startswith("#/flights"):
        page.locator("#flight-told li").first.scroll_into_view_if_needed()
        expect(page.locator("#flight-told .who").first).not_to_have_text("…")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") is True
    assert page.evaluate(TOO_WIDE) == []


def test_a_phone_shows_every_flight_and_a_finger_hits_everything(
    open_page: Callable[..., Page], serving: Serving, world: Scripted
) -> None:
    page = open_page(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True)
    viewer = Viewer(page, serving.url).open("?q=ua207")
    for name in ("time", "flight", "route", "status", "gate"):
        expect(viewer.part("UA207", name)).to_be_in_viewport(ratio=0.9)
    assert page.evaluate(SMALL_TARGETS) == []
    viewer.row("UA207").tap()
    expect(page.locator("#flight-title")).to_contain_text("UA207")


def test_a_phone_scrolls_the_page_and_rows_come_into_it(
    open_page: Callable[..., Page], serving: Serving
) -> None:
    page = open_page(viewport={"width": 375, "height": 812})
    viewer = Viewer(page, serving.url).open("?sort=flight")
    before = viewer.flights()
    page.evaluate("document.querySelector('#flights').scrollIntoView({block: 'end'})")
    expect(page.locator("#flights .rows .row").last).to_be_in_viewport()
    assert not set(before) >= set(viewer.flights())


def test_on_a_desk_the_page_does_not_scroll_but_its_lists_do(viewer: Viewer, world: Scripted) -> None:
    page = viewer.open().page
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight") is True
    assert len(viewer.whole_table()) == len(as_shown(world.flights))


def test_it_opens_at_the_flights_that_leave_now(viewer: Viewer) -> None:
    page = viewer.open().page
    top = page.locator("#flights").bounding_box()
    assert top is not None
    first = page.evaluate(
        """() => [...document.querySelectorAll('#flights .rows .row')]
            .find((row) => row.getBoundingClientRect().top >= document.querySelector('#flights')
              .getBoundingClientRect().top + 20).dataset.key"""
    )
    number = int(first.split("-")[1])
    assert 1020 <= number <= 1030  # 17:30 is after 26 of the 60


def test_the_theme_goes_round_and_stays(open_page: Callable[..., Page], serving: Serving) -> None:
    page = open_page(color_scheme="dark")
    Viewer(page, serving.url).open()
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.locator("#theme").click()
    light = page.evaluate(ground)
    assert light != dark
    expect(page.locator("#theme")).to_have_attribute("aria-label", "Colours: light. Change to dark")
    page.reload()
    assert page.evaluate(ground) == light
    page.locator("#theme").click()
    page.locator("#theme").click()
    assert page.evaluate(ground) == dark
    expect(page.locator("#theme")).to_have_attribute("aria-label", "Colours: as the system. Change to light")


def test_who_wants_nothing_to_move_sees_nothing_move(
    open_page: Callable[..., Page], serving: Serving, world: Scripted
) -> None:
    for motion, moves in (("no-preference", True), ("reduce", False)):
        page = open_page(reduced_motion=motion)
        viewer = Viewer(page, serving.url).open("?q=ua207")
        page.evaluate(
            """() => {
              window.animated = 0;
              const animate = Element.prototype.animate;
              Element.prototype.animate = function (...how) {
                window.animated += 1;
                return animate.apply(this, how);
              };
            }"""
        )
        gate = f"C{len(motion)}"
        serving.call(world.change, KEY, gate=gate)
        expect(viewer.part("UA207", "gate")).to_have_text(gate)
        assert (page.evaluate("window.animated") > 0) is moves
