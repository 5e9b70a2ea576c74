"""What somebody with ops:write may do, and nobody else."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.scripted.world import Scripted
from tests.browser.viewer import Viewer

KEY = "UA-0207-2013-03-08-EWR-1"


@pytest.fixture
def page(viewer: Viewer) -> Page:
    """The page of UA207."""
    opened = viewer.open(f"#/flights/{KEY}").page
    expect(opened.locator(".timeline")).to_be_visible()
    return opened


def test_a_delay_is_confirmed_sent_once_and_followed_until_it_is_applied(page: Page, world: Scripted) -> None:
    page.get_by_role("button", name="Delay…").click()
    dialog = page.locator("#action")
    expect(dialog).to_contain_text("Passengers are told when the new time differs by 15 minutes or more")
    dialog.locator('[name="minutes"]').select_option("90")
    dialog.locator('[name="reason"]').select_option("CREW")
    assert world.commands == []
    dialog.get_by_role("button", name="Send the delay").click()
    expect(dialog).to_contain_text("Accepted: it is in the log")
    expect(dialog).to_contain_text("Applied: it now determines departure, reason")
    path, key, body = world.commands[0]
    assert len(world.commands) == 1
    assert path == f"/v1/flights/{KEY}/events"
    assert len(key) == 36
    # In a replay the command is stamped with business time, not with the wall's.
    assert body == {
        "eventType": "flight.delayed",
        "occurredAt": "2013-03-08T17:30:01Z",
        "data": {"estimatedOut": "2013-03-08T19:35:00Z", "reason": "CREW"},
    }
    dialog.get_by_role("button", name="Close").click()
    expect(page.locator(".timeline li").first).to_contain_text("departure 19:35, crew")


def test_a_gate_is_checked_before_it_is_sent(page: Page, world: Scripted) -> None:
    page.get_by_role("button", name="Change gate…").click()
    gate = page.locator('#action [name="gate"]')
    send = page.get_by_role("button", name="Send the gate")
    send.click()
    expect(page.locator("#action")).to_be_visible()
    gate.fill("?!")
    send.click()
    assert world.commands == []
    gate.fill("c12")
    send.click()
    expect(page.locator("#action")).to_contain_text("Applied: it now determines")
    assert world.commands[0][2] is not None
    assert world.commands[0][2]["data"] == {"gate": "C12", "terminal": "C", "previousGate": "B7"}


def test_doing_nothing_does_nothing(page: Page, world: Scripted) -> None:
    page.get_by_role("button", name="Cancel…").click()
    expect(page.locator("#action")).to_contain_text("Every passenger is told at once")
    page.get_by_role("button", name="Do nothing").click()
    expect(page.locator("#action")).to_be_hidden()
    assert world.commands == []


def test_a_try_again_carries_the_same_key_and_another_decision_does_not(page: Page, world: Scripted) -> None:
    world.refuse_commands = 2
    page.get_by_role("button", name="Delay…").click()
    page.get_by_role("button", name="Send the delay").click()
    problem = page.locator("#action .problem")
    expect(problem).to_contain_text("Not possible at this moment Kafka has not confirmed the event yet")
    expect(problem).to_contain_text("c0ffee00")
    page.get_by_role("button", name="Try again").click()
    expect(problem).to_be_visible()
    page.locator('#action [name="minutes"]').select_option("240")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#action")).to_contain_text("Applied")
    first, second, third = (key for _, key, _ in world.commands)
    assert first == second
    assert third != second


def test_a_cancellation_reaches_the_board(page: Page, viewer: Viewer, world: Scripted) -> None:
    page.get_by_role("button", name="Cancel…").click()
    page.get_by_role("button", name="Cancel the flight").click()
    expect(page.locator("#action")).to_contain_text("Applied")
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".verdict")).to_contain_text("Cancelled")
    viewer.key("Escape")
    expect(viewer.part("UA207", "status")).to_have_text("Cancelled")


def test_a_message_is_sent_again(page: Page, world: Scripted) -> None:
    page.get_by_role("button", name="Send again: message 4 by push").click()
    expect(page.locator("#action")).to_contain_text("message 5 about the flight")
    page.locator("#action").get_by_role("button", name="Send again").click()
    expect(page.locator("#action")).to_contain_text("Sent.")
    assert [path for path, _, _ in world.commands] == [f"/v1/notifications/{11:032x}/resend"]
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#flight-told li")).to_have_count(13)


def test_who_may_only_read_is_offered_nothing(viewer: Viewer, world: Scripted) -> None:
    world.scopes = ["flights:read"]
    page = viewer.open(f"#/flights/{KEY}").page
    expect(page.locator("#flight-told li")).to_have_count(12)
    expect(page.locator("#who")).to_have_text("developer (read only)")
    expect(page.locator("#flight-actions button")).to_have_count(0)
    expect(page.locator("#flight-told button")).to_have_count(0)
