"""Search, filters and order, which the address holds."""

import re

from playwright.sync_api import expect

from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer


def test_a_filter_goes_into_the_address_and_a_link_shows_the_same(viewer: Viewer, world: Scripted) -> None:
    page = viewer.open().page
    cancelled = [row["designator"] for row in world.flights.values() if row["status"] == "cancelled"]
    page.locator('.chip[data-status="cancelled"]').click()
    expect(viewer.shown()).to_have_text(f"{len(cancelled)} of 60 flights")
    assert viewer.query() == "?status=cancelled"
    page.reload()
    expect(viewer.shown()).to_have_text(f"{len(cancelled)} of 60 flights")
    assert sorted(viewer.flights()) == sorted(cancelled)
    expect(page.locator('.chip[data-status="cancelled"]')).to_have_attribute("aria-pressed", "true")


def test_filters_narrow_together_and_are_cleared_at_once(viewer: Viewer, world: Scripted) -> None:
    page = viewer.open("?status=delayed").page
    page.locator("#origin").select_option("EWR")
    page.locator("#carrier").select_option("UA")
    fitting = [
        row["designator"]
        for row in world.flights.values()
        if (row["status"], row["origin"], row["carrier"]) == ("delayed", "EWR", "UA")
    ]
    expect(viewer.shown()).to_have_text(f"{len(fitting)} of 60 flights")
    assert viewer.query() == "?status=delayed&origin=EWR&carrier=UA"
    page.locator("#clear").click()
    expect(viewer.shown()).to_have_text("60 flights")
    assert viewer.query() == ""


def test_the_browsers_own_buttons_go_through_the_filters(viewer: Viewer) -> None:
    page = viewer.open().page
    page.locator('.chip[data-status="cancelled"]').click()
    page.locator('.chip[data-status="delayed"]').click()
    assert viewer.query() == "?status=cancelled%2Cdelayed"
    page.go_back()
    expect(page.locator('.chip[data-status="delayed"]')).to_have_attribute("aria-pressed", "false")
    assert viewer.query() == "?status=cancelled"
    page.go_forward()
    expect(page.locator('.chip[data-status="delayed"]')).to_have_attribute("aria-pressed", "true")


def test_search_finds_words_in_any_field(viewer: Viewer) -> None:
    viewer.open()
    viewer.search("ua207 iah")
    expect(viewer.shown()).to_have_text("1 of 60 flights")
    assert viewer.flights() == ["UA207"]
    viewer.search("no such flight")
    expect(viewer.page.locator("#flights-empty")).to_contain_text("No flight fits these filters.")


def test_a_button_says_what_it_would_show(viewer: Viewer, world: Scripted) -> None:
    page = viewer.open("?origin=JFK&status=delayed").page
    boarding = sum((r["origin"], r["status"]) == ("JFK", "boarding") for r in world.flights.values())
    expect(page.locator('.chip[data-status="boarding"] .sum')).to_have_text(str(boarding))


def test_changed_lately_lets_flights_in_as_they_change(
    viewer: Viewer, world: Scripted, serving: Serving
) -> None:
    for row in world.flights.values():
        row["changedAt"] = "2020-01-01T00:00:00Z"
    page = viewer.open("?changed=5").page
    expect(page.locator("#flights-empty")).to_be_visible()
    serving.call(world.change, next(iter(world.flights)), gate="C9")
    expect(viewer.shown()).to_have_text("1 of 60 flights")
    assert viewer.flights() == ["UA207"]


def test_an_hour_of_the_strip_is_a_filter(viewer: Viewer, world: Scripted) -> None:
    page = viewer.open().page
    page.get_by_role("button", name="Departures from 18:00").click()
    at_18 = [row for row in world.flights.values() if row["scheduledOut"][11:13] == "18"]
    expect(viewer.shown()).to_have_text(f"{len(at_18)} of 60 flights, departing 18:00–18:59")
    assert viewer.query() == "?hour=18"
    page.get_by_role("button", name="Departures from 18:00").click()
    expect(viewer.shown()).to_have_text("60 flights")


def test_the_strip_says_in_words_what_it_draws(viewer: Viewer, world: Scripted) -> None:
    cancelled = sum(row["status"] == "cancelled" for row in world.flights.values())
    label = viewer.open().page.locator("#strip-label")
    expect(label).to_have_text(re.compile(f"Departures of the day: .*, {cancelled} cancelled"))
    drawn = viewer.page.evaluate(
        "[...document.querySelectorAll('.layer-cancelled')].filter((r) => r.height.baseVal.value > 0).length"
    )
    assert 0 < drawn <= cancelled


def test_a_column_is_ordered_by_and_turned_round(viewer: Viewer, world: Scripted) -> None:
    page = viewer.open("?origin=EWR").page
    page.get_by_role("button", name="Flight", exact=True).click()
    head = page.get_by_role("columnheader", name="Flight")
    expect(head).to_have_attribute("aria-sort", "ascending")
    first = viewer.flights()
    page.get_by_role("button", name="Flight", exact=True).click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert viewer.query() == "?origin=EWR&sort=flight&dir=desc"
    assert viewer.flights() != first


def test_the_gravest_status_comes_first(viewer: Viewer) -> None:
    viewer.open("?sort=status")
    expect(viewer.page.locator("#flights .rows .part-status").first).to_have_text("Cancelled")
