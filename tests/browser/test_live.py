"""What the stream brings is on the screen, without touching what has not changed."""

from playwright.sync_api import expect

from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer

KEY = "UA-0207-2013-03-08-EWR-1"


def test_a_flight_changes_under_the_eyes(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    viewer.open("?q=ua207")
    serving.call(world.change, KEY, gate="C9", status="boarding", phase="BOARDING", changes=["gate"])
    expect(viewer.part("UA207", "gate")).to_have_text("C9")
    expect(viewer.part("UA207", "gateWas")).to_have_text("B7")
    expect(viewer.part("UA207", "status")).to_have_text("Boarding")
    expect(viewer.page.locator('.chip[data-status="delayed"] .sum')).to_have_text("0")


def test_an_older_version_changes_nothing(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    viewer.open("?q=ua207")
    serving.call(world.say, "flight", world.flights[KEY] | {"gate": "Z1", "version": 3})
    serving.call(world.change, KEY, terminal="A")
    serving.call(world.report, lagRecords=77)
    expect(viewer.page.locator("#meter-lag .value")).to_have_text("77")
    expect(viewer.part("UA207", "gate")).to_have_text("B7")


def test_a_flight_that_was_not_known_appears(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    viewer.open()
    new = world.flights[KEY] | {"flightKey": "UA-0208-2013-03-08-EWR-1", "designator": "UA208"}
    serving.call(world.say, "flight", new)
    expect(viewer.shown()).to_have_text("61 flights")


def test_an_element_stays_the_same_element(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    viewer.open("?q=ua207")
    viewer.page.evaluate("document.querySelector('.rows .row').marked = true")
    serving.call(world.change, KEY, gate="C9")
    expect(viewer.part("UA207", "gate")).to_have_text("C9")
    assert viewer.page.evaluate("document.querySelector('.rows .row').marked") is True


def test_a_disruption_moves_on(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    page = viewer.open("?q=ua207").page
    card = page.locator("#disruption-list .card").filter(has_text="UA207")
    serving.call(world.disrupt, KEY, "PARKED")
    expect(card).to_contain_text("Parked")
    expect(card).to_contain_text("not all told · try 5 · States.Timeout")
    expect(viewer.part("UA207", "told")).to_have_text("Parked")
    serving.call(world.disrupt, KEY, "DONE")
    expect(card).to_contain_text("5 of 5 contacts told")
    expect(viewer.part("UA207", "told")).to_have_text("5 of 5")


def test_a_message_can_be_asked_why(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    page = viewer.open().page
    before = page.locator("#message-list .message").first.get_attribute("data-key")
    serving.call(world.tell, KEY)
    first = page.locator("#message-list .message").first
    expect(first).not_to_have_attribute("data-key", before or "")
    first.get_by_role("link", name="Why was UA207 told").click()
    expect(page.locator("#why")).to_contain_text("differs from what this contact was last told")
    expect(page.locator("#why")).to_contain_text("m***@example.com")
    expect(page.locator("#why")).to_contain_text("from a template")
    viewer.key("Escape")
    expect(page.locator("#why")).to_be_hidden()
    assert page.evaluate("location.hash") == ""


def test_pausing_holds_everything_and_going_on_shows_it(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    page = viewer.open("?q=ua207").page
    page.locator("#pause").click()
    for gate in ("C1", "C2", "C3"):
        serving.call(world.change, KEY, gate=gate)
    expect(page.locator("#pause")).to_have_text("Go on (3 changes)")
    expect(viewer.part("UA207", "gate")).to_have_text("B7")
    page.locator("#pause").click()
    expect(viewer.part("UA207", "gate")).to_have_text("C3")
    expect(page.locator("#pause")).to_have_text("Pause")


def test_changes_of_another_day_are_offered(viewer: Viewer, world: Scripted, serving: Serving) -> None:
    page = viewer.open().page
    other = world.flights[KEY] | {"flightKey": "UA-0207-2013-03-09-EWR-1", "originDate": "2013-03-09"}
    serving.call(world.say, "flight", other)
    link = page.get_by_role("link", name="1 changed on 2013-03-09")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", "?date=2013-03-09")
    expect(viewer.shown()).to_have_text("60 flights")


def test_a_screen_reader_hears_one_sentence_and_not_each_change(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    page = viewer.open().page
    keys = [key for key, row in world.flights.items() if row["status"] == "scheduled"][:5]
    for key in keys:
        serving.call(world.change, key, status="cancelled", disposition="CANCELLED")
    said = page.locator("#announcer")
    expect(said).to_have_text("5 flights cancelled.", timeout=30_000)


def test_a_board_that_was_opened_before_the_day_began_turns_to_it(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    flights, world.flights, world.date = world.flights, {}, "2026-03-01"
    viewer.open()
    expect(viewer.page.locator("#flights-empty")).to_be_visible()
    viewer.page.wait_for_timeout(2100)
    world.flights, world.date = flights, "2013-03-08"
    serving.call(world.change, KEY, gate="C9")
    expect(viewer.shown()).to_have_text("60 flights")
    expect(viewer.page.locator("#day")).to_have_text("Friday, 8 March 2013")
