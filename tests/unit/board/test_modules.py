"""Runs the tests of the board's modules: they are written in the language that they test."""

import re
import subprocess
from pathlib import Path

from infra.node import use_node
from tests.unit.project.repository import ROOT

HERE = Path(__file__).parent
BOARD = ROOT / "services/api/board"
MARKUP_FROM_TEXT = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function")


def test_the_modules_do_what_their_tests_say() -> None:
    files = sorted(str(path) for path in HERE.glob("*.test.mjs"))
    command = [
        use_node(),
        "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
        "--test",
        "--test-reporter=tap",
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    # A file that says nothing has not been run.
    passed = re.search(r"^# pass (\d+)$", done.stdout, re.MULTILINE)
    assert passed is not None
    assert int(passed[1]) > len(files)


def test_the_page_loads_every_style_sheet_that_there_is() -> None:
    page = (BOARD / "index.html").read_text()
    assert sorted(re.findall(r'href="board/(css/[^"]+)"', page)) == sorted(
        str(path.relative_to(BOARD)) for path in BOARD.glob("css/*.css")
    )


def test_every_module_is_reached_from_the_page() -> None:
    page = (BOARD / "index.html").read_text()
    waiting = [BOARD / name for name in re.findall(r'src="board/([^"]+)"', page)]
    reached: set[Path] = set()
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            imports = re.findall(r'^import .*? from "([^"]+)";|^\} from "([^"]+)";', module.read_text(), re.M)
            waiting += [(module.parent / (one or other)).resolve() for one, other in imports]
    assert reached == set(BOARD.glob("js/**/*.js"))


def test_no_part_of_the_page_is_inline_or_of_another_host() -> None:
    page = (BOARD / "index.html").read_text()
    assert re.findall(r"<style|style=|\son\w+=|javascript:|<script(?![^>]*src=)|https?://", page) == []
    for style in BOARD.glob("css/*.css"):
        assert re.findall(r"@import|https?://", style.read_text()) == [], style.name
    for module in BOARD.glob("js/**/*.js"):
        found = re.findall(
            r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", module.read_text()
        )
        assert found == [], module.name


def test_every_id_that_a_module_asks_for_is_in_the_page() -> None:
    has = set(re.findall(r'\sid="([^"]+)"', (BOARD / "index.html").read_text()))
    asked = {
        name
        for module in BOARD.glob("js/**/*.js")
        for name in re.findall(r'byId\("([^"]+)"\)', module.read_text())
    }
    assert asked - has == set()


def test_the_files_are_small() -> None:
    long = [path.name for path in BOARD.glob("js/**/*.js") if len(path.read_text().splitlines()) > 215]
    assert long == []
