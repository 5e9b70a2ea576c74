"""`make screenshots`: the pictures of docs/board.md, of a made-up day or (ARGS=its address) of a board."""

import argparse
import json
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.scripted.app import scripted_app
from tests.browser.scripted.day import day
from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving
from tests.browser.storm import Storm
from tools.chromium import chromium, why_no_chromium

DOCS = Path(__file__).resolve().parents[2] / "docs"
LIMIT_BYTES = 200_000
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 812}


@dataclass(frozen=True)
class Shot:
    """One picture: where, in which colours, on which screen."""

    name: str
    address: str = ""
    theme: str = "light"
    viewport: dict[str, int] = field(default_factory=lambda: DESK)
    wait_seconds: float = 3.0
    scale: float = 1.0


SHOTS = (
    Shot("light"),
    Shot("dark", theme="dark", address="?sort=status"),
    Shot("phone", viewport=PHONE, scale=1.5),
    Shot("flight", address="#/flights/{flight}"),
)
DRILL = Shot("drill", address="?sort=changed#/drill", theme="dark", wait_seconds=40.0)


def take(browser: Browser, url: str, shots: Iterable[Shot] = SHOTS) -> Iterator[Path]:
    """These pictures of the board at this address."""
    for shot in shots:
        flight = most_told(url) if "{flight}" in shot.address else ""
        page = _page(browser, shot)
        page.goto(url + shot.address.format(flight=flight))
        page.locator('#link[data-state="live"]').wait_for()
        page.wait_for_timeout(shot.wait_seconds * 1000)
        yield _save(page, shot.name)


def most_told(url: str) -> str:
    """Key of the flight of which the newest messages tell the most."""
    with urllib.request.urlopen(f"{url}v1/board", timeout=20) as answer:  # noqa: S310
        told = Counter(row["flightKey"] for row in json.load(answer)["messages"])
    if not told:
        sys.exit(f"error: the board at {url} shows no message yet; take its pictures when it does")
    return str(told.most_common(1)[0][0])


def _page(browser: Browser, shot: Shot) -> Page:
    options: dict[str, Any] = {"viewport": shot.viewport, "color_scheme": shot.theme}
    return browser.new_page(**options, device_scale_factor=shot.scale, reduced_motion="reduce")


def _save(page: Page, name: str) -> Path:
    path = DOCS / f"board-{name}.png"
    picture = Image.open(BytesIO(page.screenshot()))
    page.close()
    # 256 colours are more than the page has hues; a repository keeps every version for ever.
    picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    return path


@contextmanager
def made_up() -> Iterator[tuple[Serving, Storm]]:
    """A day of a thousand flights under a storm of changes."""
    world = Scripted(flights=day(1000))
    serving = Serving(lambda: scripted_app(world)).start()
    storm = Storm(world, serving)
    try:
        yield serving, storm
    finally:
        storm.end()
        serving.stop()


def _made_up(browser: Browser, only: str | None) -> Iterator[Path]:
    with made_up() as (serving, storm):
        yield from take(browser, serving.url, [shot for shot in SHOTS if only in (None, shot.name)])
        storm.begin()
        if only in (None, DRILL.name):
            yield from take(browser, serving.url, [DRILL])
        if only not in (None, "reconnecting"):
            return
        page = _page(browser, Shot("reconnecting"))
        page.goto(serving.url)
        page.locator('#link[data-state="live"]').wait_for()
        storm.end()
        serving.stop()
        page.locator("#banner").wait_for()
        page.wait_for_timeout(2500)
        yield _save(page, "reconnecting")


def main() -> int:
    """Returns 0 when every picture is there and small enough for a repository."""
    parser = argparse.ArgumentParser(prog="make screenshots", description=__doc__)
    parser.add_argument("url", nargs="?", help="of a board that runs; left out: a made-up day")
    parser.add_argument("--only", help="the picture of this name, of a made-up day")
    arguments = parser.parse_args()
    if reason := why_no_chromium():
        sys.exit(f"error: {reason}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=False)
        paths = take(browser, arguments.url) if arguments.url else _made_up(browser, arguments.only)
        sizes = {path: path.stat().st_size for path in paths}
        browser.close()
    for path, size in sizes.items():
        print(f"{path.relative_to(DOCS.parent)}: {size / 1000:.0f} KB")
    return int(any(size > LIMIT_BYTES for size in sizes.values()))


if __name__ == "__main__":
    sys.exit(main())
