"""A thousand flights and a hundred updates a second: the page keeps up, and is right afterwards."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.main_thread import traced
from tests.browser.scripted.day import day
from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.storm import PER_SECOND, Storm
from tests.browser.viewer import Viewer, as_shown

FLIGHTS = 1000
SECONDS = 60
BUSY = "() => setTimeout(() => { const end = Date.now() + 250; while (Date.now() < end); })"
LIMIT_MS = 100


@pytest.fixture
def world() -> Scripted:
    """A whole day."""
    return Scripted(flights=day(FLIGHTS))


@pytest.fixture
def storm(world: Scripted, serving: Serving) -> Iterator[Storm]:
    """Not begun yet."""
    made = Storm(world, serving)
    yield made
    made.end()


@pytest.mark.timeout(300)
def test_no_task_is_long(viewer: Viewer, browser: Browser, storm: Storm) -> None:
    page = viewer.open("?sort=changed#/drill").page
    with traced(browser, page) as tasks:
        storm.begin()
        page.wait_for_timeout(SECONDS * 1000)
        taken = page.locator("#drill-updates").text_content() or ""
        on_the_clock = page.locator("#drill-longest").text_content()
    print(
        f"drill: {taken}; longest task {tasks.longest:.0f} ms of the processor, {on_the_clock} on the clock"
    )
    expect(page.locator("#drill-flights")).to_have_text("1,000")
    assert int(taken.split()[0].replace(",", "")) > 0.8 * PER_SECOND * SECONDS
    assert len(tasks.milliseconds) > SECONDS
    assert tasks.longest <= LIMIT_MS


def test_the_drill_sees_a_long_task(viewer: Viewer) -> None:
    page = viewer.open("#/drill").page
    expect(page.locator("#drill-updates")).to_have_text("0 in 2 s")
    page.evaluate(BUSY)
    expect(page.locator("#drill-verdict")).to_contain_text("Over the limit: a task took")


@pytest.mark.timeout(300)
def test_in_a_storm_a_restart_leaves_no_row_wrong(
    viewer: Viewer, world: Scripted, serving: Serving, storm: Storm
) -> None:
    page = viewer.open("?sort=flight").page
    storm.begin()
    page.wait_for_timeout(3000)
    serving.call(world.hang_up, forget=True)
    page.wait_for_timeout(4000)
    storm.end()
    serving.call(world.report, lagRecords=4711)
    expect(page.locator("#meter-lag .value")).to_have_text("4,711")  # the last thing that was said
    viewer.expect_link("Live")
    assert viewer.whole_table() == as_shown(world.flights)
