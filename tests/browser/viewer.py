"""Somebody who looks at the board: what they do, and what they see, in their words."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.scripted.day import Row

EVERY_ROW = """async () => {
  const seen = new Map();
  const table = document.querySelector('#flights');
  const frame = () => new Promise(requestAnimationFrame);
  for (let top = 0; ; top += table.clientHeight - 120) {
    table.scrollTop = top;
    for (let frames = 0; frames < 10; frames += 1) await frame(); // each part draws in a frame of its own
    for (const row of table.querySelectorAll('.rows .row')) {
      const text = (name) => row.querySelector(`.part-${name}`).textContent;
      seen.set(row.dataset.key, [text('flight'), text('status'), text('gate'), text('time')]);
    }
    if (top + table.clientHeight >= table.scrollHeight) break;
  }
  return Object.fromEntries(seen);
}"""
"""Everything that the list shows when it is read from top to bottom."""


class Viewer:
    """One page on one board."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url

    def open(self, address: str = "", *, live: bool = True) -> "Viewer":
        """Opens the board, with this query and fragment."""
        self.page.goto(self.url + address)
        if live:
            self.expect_link("Live")
        return self

    def expect_link(self, words: str) -> None:
        """What the board says of its connection."""
        expect(self.page.locator("#link")).to_have_text(words)

    def row(self, designator: str) -> Locator:
        """The row of a flight."""
        link = self.page.get_by_role("link", name=designator, exact=True)
        return self.page.locator("#flights .rows .row").filter(has=link)

    def part(self, designator: str, name: str) -> Locator:
        """One part of a flight's row: status, gate, time, late."""
        return self.row(designator).locator(f".part-{name}")

    def search(self, text: str) -> None:
        """Types into the search."""
        self.page.locator("#search").fill(text)

    def shown(self) -> Locator:
        """How many flights the list has."""
        return self.page.locator("#shown")

    def flights(self) -> list[str]:
        """Designators of the rows in the document, from top to bottom."""
        return self.page.locator("#flights .rows .part-flight").all_text_contents()

    def whole_table(self) -> dict[str, list[str]]:
        """Designator, status, gate and time of every flight of the list, by key."""
        table: dict[str, list[str]] = self.page.evaluate(EVERY_ROW)
        return table

    def query(self) -> str:
        """The query of the address."""
        query: str = self.page.evaluate("location.search")
        return query

    def key(self, *names: str) -> None:
        """Presses keys."""
        for name in names:
            self.page.keyboard.press(name)


def as_shown(flights: dict[str, Row]) -> dict[str, list[str]]:
    """What `whole_table` has to be, from the table's own rows."""
    return {key: _shown(row) for key, row in flights.items()}


def _shown(row: dict[str, Any]) -> list[str]:
    out = row["actualOut"] or row["estimatedOut"] or row["scheduledOut"]
    return [row["designator"], row["status"].capitalize(), row["gate"] or "–", out[11:16] if out else "–"]
