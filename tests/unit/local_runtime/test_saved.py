"""An emulator that was killed must not start on a table that is older than what the broker knows."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from local.emulator import contained
from local.emulator.saved import Message, Receive, SaveMark, Send


async def _life(mark: SaveMark, end: Callable[[], None]) -> None:
    """Starts and ends a server; `end` does what the application does between the two."""

    async def application(_scope: Message, _receive: Receive, send: Send) -> None:
        await send({"type": "lifespan.startup.complete"})
        assert mark.is_unsaved()
        end()
        await send({"type": "lifespan.shutdown.complete"})

    async def nothing(_message: Message) -> None:
        return

    async def never() -> Message:
        raise AssertionError("not asked for")

    await mark.around(application)({"type": "lifespan"}, never, nothing)


async def test_a_stop_that_saved_the_tables_leaves_no_mark(tmp_path: Path) -> None:
    mark, state = SaveMark(tmp_path / "services"), tmp_path / "services"
    state.mkdir()
    await _life(mark, (state / "dynamodb.json").touch)
    assert not mark.is_unsaved()


async def test_a_stop_that_saved_nothing_leaves_the_mark(tmp_path: Path) -> None:
    state = tmp_path / "services"
    state.mkdir()
    old = state / "dynamodb.json"
    old.touch()
    os.utime(old, (1, 1))  # written by an earlier life
    mark = SaveMark(state)
    await _life(mark, lambda: None)
    assert mark.is_unsaved()


def test_it_does_not_start_after_a_kill_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STATE_DIR", str(tmp_path / "services"))
    monkeypatch.setattr(contained, "run", lambda _: pytest.fail("it started"))
    (tmp_path / "not-saved").touch()
    assert contained.main() == 1
    assert "docker compose down -v" in capsys.readouterr().err
