"""One flight: what happened, what was announced, who was told."""

from playwright.sync_api import expect

from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer

KEY = "UA-0207-2013-03-08-EWR-1"


def test_a_row_leads_to_its_flight_and_back_to_where_one_was(viewer: Viewer) -> None:
    page = viewer.open("?status=delayed").page
    viewer.row("UA207").locator(".cell-route").click()
    expect(page.locator("#flight-title")).to_have_text("UA207 EWR → IAH")
    expect(page.locator("#flight-title")).to_be_focused()
    assert page.evaluate("location.hash") == f"#/flights/{KEY}"
    page.get_by_role("button", name="← Board").click()
    expect(page.locator("#flight-view")).to_be_hidden()
    assert viewer.query() == "?status=delayed"


def test_a_link_opens_the_flight_itself(viewer: Viewer) -> None:
    page = viewer.open(f"#/flights/{KEY}").page
    expect(page.locator(".verdict")).to_contain_text("Delayed49 min lateweather")


def test_what_happened_is_told_newest_first_with_what_was_made_up(viewer: Viewer) -> None:
    page = viewer.open(f"#/flights/{KEY}").page
    entries = page.locator(".timeline li")
    expect(entries).to_have_count(4)
    expect(entries.first).to_contain_text("17:02")
    expect(entries.first).to_contain_text("Delayed departure 18:54, weather")
    expect(entries.first).to_contain_text("made up: gate")
    expect(entries.last).to_contain_text("Scheduled")


def test_booked_announced_and_now_are_beside_each_other(viewer: Viewer) -> None:
    page = viewer.open(f"#/flights/{KEY}").page
    rows = page.locator(".truths").first.locator("tbody tr")
    expect(rows.nth(0)).to_have_text("Departure18:0518:5418:54")
    expect(rows.nth(1)).to_have_text("GateA5B7B7")


def test_who_was_told_is_masked_and_read_only_as_it_comes_into_sight(viewer: Viewer, world: Scripted) -> None:
    page = viewer.page
    read: list[str] = []
    page.on(
        "request", lambda request: read.append(request.url) if "/v1/notifications/" in request.url else None
    )
    viewer.open(f"#/flights/{KEY}")
    told = page.locator("#flight-told li")
    expect(told).to_have_count(12)
    expect(page.locator("#flight-told-sum")).to_have_text("12 messages to 3 contacts")
    expect(told.nth(2).locator(".who")).to_have_text("m***@example.com")
    expect(told.nth(2)).to_contain_text("UA207 leaves at 1:54 p.m.")
    page.wait_for_timeout(500)
    before = len(read)
    assert before <= 12
    told.last.scroll_into_view_if_needed()
    expect(told.last.locator(".who")).not_to_have_text("…")
    assert len(read) == len(set(read)) <= 12


def test_why_is_asked_from_the_flight_and_leads_back_to_it(viewer: Viewer) -> None:
    page = viewer.open(f"#/flights/{KEY}").page
    page.locator("#flight-told").get_by_role("link", name="Why was message 1").first.click()
    expect(page.locator("#why")).to_contain_text("Told before")
    page.locator("#why").get_by_text("All facts and ids").click()
    expect(page.locator("#why")).to_contain_text("6c1f1f7a-42d1-4c55-9f0e-8a9f6a2d1b7c")
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("location.hash") == f"#/flights/{KEY}"
    expect(page.locator("#flight-view")).to_be_visible()


def test_the_page_is_read_again_when_the_flight_changes(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    page = viewer.open(f"#/flights/{KEY}").page
    expect(page.locator(".truths").first).to_contain_text("B7")
    serving.call(world.change, KEY, gate="C44")
    expect(page.locator(".truths").first).to_contain_text("C44")


def test_a_flight_that_is_not_there_is_said_in_words(viewer: Viewer) -> None:
    page = viewer.open("#/flights/UA-9999-2013-03-08-EWR-1").page
    expect(page.locator("#flight-head")).to_contain_text(
        "No such flight no event of this flight has been seen"
    )
    expect(page.get_by_role("button", name="Read again")).to_be_visible()
