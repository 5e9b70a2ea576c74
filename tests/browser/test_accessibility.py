"""Every page and dialog in both themes, by axe-core; and what axe cannot see."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.scripted.around import operations
from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer

KEY = "UA-0207-2013-03-08-EWR-1"
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture
def look(open_page: Callable[..., Page], serving: Serving) -> Callable[..., Viewer]:
    """Opens the board in one theme."""

    def opened(theme: str, address: str = "", width: int = 1440) -> Viewer:
        size = {"width": width, "height": 900}
        # Colours that are on their way from one to another would be judged half-way.
        page = open_page(color_scheme=theme, viewport=size, reduced_motion="reduce")
        return Viewer(page, serving.url).open(address)

    return opened


@THEMES
def test_the_board(look: Callable[..., Viewer], world: Scripted, theme: str) -> None:
    world.clock = "wall"
    world.operations = operations(
        deadLetters=2, noticeDuty={"limitMinutes": 30, "open": 3, "oldestMinutes": 29, "late": 1}
    )
    viewer = look(theme, "?sort=status&status=delayed,cancelled,diverted,departed,boarding")
    viewer.page.locator(".chip").first.focus()
    assert violations(viewer.page) == []


@THEMES
def test_the_board_on_a_phone(look: Callable[..., Viewer], theme: str) -> None:
    assert violations(look(theme, "?sort=status", width=375).page) == []


@THEMES
def test_a_flight_and_its_dialogs(look: Callable[..., Viewer], theme: str) -> None:
    page = look(theme, f"#/flights/{KEY}").page
    expect(page.locator("#flight-told .who").first).not_to_have_text("…")
    assert violations(page) == []
    page.get_by_role("button", name="Cancel…").click()
    assert violations(page) == []
    page.get_by_role("button", name="Do nothing").click()
    page.locator("#flight-told").get_by_role("link", name="Why").first.click()
    expect(page.locator("#why .facts").first).to_be_visible()
    page.get_by_text("All facts and ids").click()
    assert violations(page) == []


@THEMES
def test_out_of_date_with_help_and_with_nothing_to_show(
    look: Callable[..., Viewer], world: Scripted, serving: Serving, theme: str
) -> None:
    viewer = look(theme, "?q=nothing")
    viewer.key("?")
    assert violations(viewer.page) == []
    viewer.key("Escape")
    serving.stop()
    expect(viewer.page.locator("#banner")).to_be_visible()
    assert violations(viewer.page) == []


@THEMES
def test_the_drill_and_the_sign_in(look: Callable[..., Viewer], world: Scripted, theme: str) -> None:
    viewer = look(theme, "#/drill")
    expect(viewer.page.locator("#drill-verdict")).to_be_visible()
    assert violations(viewer.page) == []
    world.token = "another"
    viewer.page.reload()
    expect(viewer.page.locator("#sign-in-view")).to_be_visible()
    assert violations(viewer.page) == []


def test_axe_sees_what_is_wrong(look: Callable[..., Viewer]) -> None:
    page = look("light").page
    page.locator("#as-of").evaluate("(node) => { node.style.color = '#c9c9c9'; }")
    assert any("color-contrast" in line for line in violations(page))


def test_every_status_has_a_shape_and_a_word_of_its_own(look: Callable[..., Viewer]) -> None:
    chips = look("light").page.locator(".chip")
    shapes = chips.locator("path").evaluate_all("(all) => all.map((path) => path.getAttribute('d'))")
    words = chips.evaluate_all("(all) => all.map((chip) => chip.textContent.replace(/\\d+/, ''))")
    assert len(set(shapes)) == len(set(words)) == 7


def test_the_table_tells_its_size_and_where_a_row_is(look: Callable[..., Viewer]) -> None:
    viewer = look("light", "?sort=flight")
    expect(viewer.page.locator("#flights")).to_have_attribute("aria-rowcount", "61")
    first = viewer.page.locator("#flights .rows .row").first
    expect(first).to_have_attribute("aria-rowindex", "2")
    indexes = viewer.page.locator("#flights .rows .row").evaluate_all(
        "(rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex')))"
    )
    assert indexes == sorted(indexes)
