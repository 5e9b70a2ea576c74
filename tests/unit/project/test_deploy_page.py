"""Every block of docs/deploy.md says whether it is run."""

import pytest

from tests.deployment.page import Block, Unmarked, blocks
from tests.unit.project.repository import ROOT


def test_every_block_of_the_page_is_marked_and_most_are_run() -> None:
    found = list(blocks((ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")))
    assert {block.heading for block in found if block.runs} >= {"Deploy", "Update", "Roll back", "Destroy"}
    assert all(block.text for block in found)


@pytest.mark.parametrize(
    "page",
    [
        "```sh\nmake deploy\n```",
        "```\nmake deploy\n```",
        "See:\n\n    make deploy\n",
        "```sh run\nmake deploy",
    ],
)
def test_a_block_without_a_mark_is_refused(page: str) -> None:
    with pytest.raises(Unmarked):
        list(blocks(page))


def test_a_block_is_what_stands_between_its_fences() -> None:
    page = "## 2. Go\n\n```sh run\nmake a\nmake b\n```\n\n```sh not-run-here\nmake c\n```\n"
    assert list(blocks(page)) == [Block("Go", True, "make a\nmake b"), Block("Go", False, "make c")]
