"""What one sees when the board is opened: everything, nothing yet, nothing at all, or why not."""

import re

from playwright.sync_api import expect

from tests.browser.scripted.around import operations
from tests.browser.scripted.world import Scripted
from tests.browser.viewer import Viewer, as_shown


def test_the_whole_day_is_there(viewer: Viewer, world: Scripted) -> None:
    viewer.open()
    expect(viewer.page.locator("#day")).to_have_text("Friday, 8 March 2013")
    expect(viewer.shown()).to_have_text("60 flights")
    assert viewer.whole_table() == as_shown(world.flights)


def test_rows_out_of_sight_are_not_in_the_document(viewer: Viewer) -> None:
    viewer.open()
    assert len(viewer.flights()) < 40


def test_a_flight_says_what_changed(viewer: Viewer) -> None:
    viewer.open("?q=ua207")
    row = viewer.row("UA207")
    for name, text in {
        "was": "18:05",
        "time": "18:54",
        "route": "EWR → IAH",
        "status": "Delayed",
        "late": "+49 min",
        "gate": "B7",
        "what": "gate, delay",
    }.items():
        expect(row.locator(f".part-{name}")).to_have_text(text)


def test_flights_that_are_left_out_are_counted(viewer: Viewer, world: Scripted) -> None:
    world.left_out = 7
    expect(viewer.open().shown()).to_have_text("60 flights, 7 more not shown")


def test_operations_are_in_words(viewer: Viewer) -> None:
    page = viewer.open().page
    expect(page.locator("#meter-lag")).to_contain_text("oldest waits 400 ms · 2 consumers")
    expect(page.locator("#meter-latency")).to_contain_text("99 of 100 within 2.3 s")
    expect(page.locator("#meter-duty")).to_contain_text("6 of 30 min14 open, 0 late by the replay's clock")
    expect(page.locator("#meter-sent")).to_contain_text("in the last hour, 97 % from templates")


def test_what_nobody_has_reported_is_a_dash_and_no_zero(viewer: Viewer, world: Scripted) -> None:
    nothing = dict.fromkeys(("lagRecords", "lagSeconds", "endToEndP50Ms", "endToEndP99Ms", "deadLetters"))
    world.operations = operations(**nothing, noticeDuty=None, messages=None)
    page = viewer.open().page
    for name in ("lag", "latency", "duty", "sent", "dead"):
        expect(page.locator(f"#meter-{name}")).to_contain_text(re.compile("–\\s*not reported yet"))


def test_dead_letters_are_an_alarm_in_more_than_a_colour(viewer: Viewer, world: Scripted) -> None:
    page = viewer.open().page
    expect(page.locator("#meter-dead")).not_to_have_attribute("data-alarm", "")
    world.operations = operations(deadLetters=3)
    page.reload()
    expect(page.locator("#meter-dead")).to_have_attribute("data-alarm", "")
    expect(page.locator("#meter-dead")).to_contain_text("flightpulse dlq list")


def test_what_is_simulated_is_said(viewer: Viewer, world: Scripted) -> None:
    world.simulated = ["Flights are made up.", "No message leaves."]
    expect(viewer.open().page.locator("#simulated")).to_have_text(
        "Simulated Flights are made up. · No message leaves."
    )
    world.simulated = []
    viewer.page.reload()
    viewer.expect_link("Live")
    expect(viewer.page.locator("#simulated")).to_be_hidden()


def test_while_it_loads_there_are_bars_where_rows_will_be(viewer: Viewer, world: Scripted) -> None:
    world.delay_seconds = 1.0
    page = viewer.open(live=False).page
    expect(page.locator(".flights-part .skeleton")).to_be_visible()
    viewer.expect_link("Live")
    expect(page.locator(".flights-part .skeleton")).to_be_hidden()


def test_a_day_without_flights_says_so(viewer: Viewer, world: Scripted) -> None:
    world.flights, world.disruptions, world.messages = {}, {}, []
    page = viewer.open().page
    expect(page.locator("#flights-empty")).to_contain_text("No flight of this day has been seen.")
    expect(page.locator("#disruption-empty")).to_be_visible()
    expect(page.locator("#message-empty")).to_be_visible()
    expect(page.locator("#strip")).to_be_hidden()


def test_a_refusal_is_said_in_words_and_not_repeated(viewer: Viewer, world: Scripted) -> None:
    world.trouble = {"status": 403, "title": "The token does not allow this", "detail": "a passenger's token"}
    page = viewer.open(live=False).page
    expect(page.locator("#banner")).to_contain_text("The token does not allow this")
    expect(page.locator("#banner")).to_contain_text("a passenger's token")
    expect(page.locator("#banner")).to_contain_text("c0ffee00")
    expect(page.locator("#retry")).to_be_hidden()
    viewer.expect_link("Refused")


def test_an_api_that_is_not_up_yet_is_waited_for(viewer: Viewer, world: Scripted) -> None:
    world.trouble = {"status": 503, "title": "Not possible at this moment"}
    page = viewer.open(live=False).page
    expect(page.locator("#banner")).to_contain_text("Not possible at this moment")
    expect(page.locator("#banner")).to_contain_text("Next try in")
    world.trouble = None
    viewer.expect_link("Live")
    expect(page.locator("#banner")).to_be_hidden()


def test_the_duty_alarms_by_the_wall_and_not_by_the_clock_of_a_replay(
    viewer: Viewer, world: Scripted
) -> None:
    world.operations = operations(noticeDuty={"limitMinutes": 30, "open": 3, "oldestMinutes": 41, "late": 2})
    page = viewer.open().page
    expect(page.locator("#meter-duty")).to_contain_text("41 of 30 min3 open, 2 late by the replay's clock")
    expect(page.locator("#meter-duty")).not_to_have_attribute("data-alarm", "")
    world.clock = "wall"
    page.reload()
    expect(page.locator("#meter-duty")).to_contain_text("41 of 30 min2 too late · 3 open, the oldest decides")
    expect(page.locator("#meter-duty")).to_have_attribute("data-alarm", "")
