"""The API goes away and comes back: the board says so, and then equals the table."""

import re

from playwright.sync_api import Route, expect

from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer, as_shown

KEY = "UA-0207-2013-03-08-EWR-1"


def meanwhile(world: Scripted) -> None:
    """What the board does not see happen."""
    for number, key in enumerate(world.flights):
        if number % 3 == 0:
            world.change(key, gate=f"G{number}", status="cancelled", disposition="CANCELLED")
    new = world.flights[KEY] | {"flightKey": "UA-0208-2013-03-08-EWR-1", "designator": "UA208"}
    world.flights[new["flightKey"]] = new
    world.say("flight", new)


def test_a_stream_that_ends_is_taken_up_where_it_stopped(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    viewer.open()
    snapshots: list[str] = []
    viewer.page.on("request", lambda r: snapshots.append(r.url) if "/v1/board" in r.url else None)
    serving.call(world.hang_up)
    serving.call(meanwhile, world)
    expect(viewer.shown()).to_have_text("61 flights")
    assert viewer.whole_table() == as_shown(world.flights)
    assert snapshots == []


def test_while_the_api_is_away_the_board_says_how_old_it_is(viewer: Viewer, serving: Serving) -> None:
    page = viewer.open().page
    serving.stop()
    banner = page.locator("#banner")
    expect(banner).to_contain_text(re.compile(r"Out of date: as of \d\d:\d\d:\d\d UTC, \d+ s ago\."))
    expect(banner).to_contain_text(re.compile(r"The API does not answer\. Next try in \d+ s\."))
    viewer.expect_link("Not connected")
    expect(page.locator(".as-of")).to_contain_text("as of")
    expect(page.locator("body")).to_have_attribute("data-link", "stale")
    expect(page.locator("#announcer")).to_contain_text("connection is lost")
    expect(viewer.shown()).to_have_text("60 flights")


def test_after_a_restart_that_forgot_the_stream_the_page_equals_the_table(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    page = viewer.open().page
    serving.stop()
    expect(page.locator("#banner")).to_be_visible()
    meanwhile(world)
    world.log.clear()
    world.forgotten = True
    serving.start()
    page.get_by_role("button", name="Try now").click()
    viewer.expect_link("Live")
    expect(page.locator("#banner")).to_be_hidden()
    expect(page.locator("#announcer")).to_contain_text("Connected again")
    expect(viewer.shown()).to_have_text("61 flights")
    assert viewer.whole_table() == as_shown(world.flights)


def test_it_comes_back_by_itself(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    viewer.open()
    serving.stop()
    viewer.expect_link("Not connected")
    meanwhile(world)
    serving.start()
    viewer.expect_link("Live")
    expect(viewer.shown()).to_have_text("61 flights")
    assert viewer.whole_table() == as_shown(world.flights)


def test_a_server_that_hangs_without_a_word_is_given_up(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    world.heartbeat_seconds = 0.4
    viewer.open()
    listening = set(world.listeners)
    serving.call(setattr, world, "heartbeat_seconds", 60.0)
    # The stream that is open has promised a heartbeat each 0.4 s; it stays silent only from the next one on.
    serving.call(world.mute, listening)
    viewer.expect_link("Not connected")
    viewer.expect_link("Live")


def test_a_reset_is_answered_with_a_fresh_snapshot(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    viewer.open()

    def reset() -> None:
        world.say("reset", {"reason": "too slow"})
        meanwhile(world)

    serving.call(reset)
    expect(viewer.shown()).to_have_text("61 flights")
    viewer.expect_link("Live")
    assert viewer.whole_table() == as_shown(world.flights)


def test_a_page_of_which_a_part_did_not_arrive_is_loaded_again(viewer: Viewer) -> None:
    page = viewer.page
    missing: list[str] = []

    def lose(route: Route) -> None:
        if len(missing) < 2:
            missing.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/board/js/state/order.js", lose)
    page.goto(f"{viewer.url}?q=ua207#/drill")
    expect(page.locator(".broken")).to_be_visible()
    viewer.expect_link("Live")
    assert len(missing) == 2
    assert page.url == f"{viewer.url}?q=ua207#/drill"
