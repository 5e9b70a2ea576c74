"""A browser for the whole suite; every test has a context, a server and a world of its own."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.scripted.app import scripted_app
from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.viewer import Viewer
from tools.chromium import chromium, why_no_chromium

WAIT_MS = 15_000
"""Of one expectation, on a machine that others use as well."""
expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    if reason := why_no_chromium():
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # Its sandbox does not start for root; the only pages it sees are ours.
        made = playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=False)
        yield made
        made.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; at the end none of them may have thrown anything or broken the page's own policy."""
    thrown: list[str] = []
    contexts = []

    def opened(**options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.on("console", lambda said: thrown.append(said.text) if is_ours(said.type, said.text) else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert thrown == []


def is_ours(kind: str, text: str) -> bool:
    """Whether the console reports a mistake of the page; an answer of 404 or an absent server is none."""
    return kind in ("error", "warning") and not text.startswith("Failed to load resource")


@pytest.fixture
def world() -> Scripted:
    """Sixty flights, the first of which is UA207."""
    return Scripted()


@pytest.fixture
def serving(world: Scripted) -> Iterator[Serving]:
    """The scripted API on a port of its own."""
    served = Serving(lambda: scripted_app(world)).start()
    yield served
    served.stop()


@pytest.fixture
def viewer(open_page: Callable[..., Page], serving: Serving) -> Viewer:
    """Somebody at a desk who has not opened the board yet."""
    return Viewer(open_page(), serving.url)
