"""Where no browser can be driven, the suite says what would help."""

import stat
from pathlib import Path

import pytest

from tools.chromium import VARIABLE, chromium, why_no_chromium
from tools.suites import why_no_browser


def test_without_one_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert why_no_browser() == (
        "no browser: install Chromium (apt-get install chromium), or name one in FLIGHTPULSE_CHROMIUM"
    )


def test_one_that_is_named_and_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "/nowhere/chromium")
    assert why_no_browser() == "no browser: FLIGHTPULSE_CHROMIUM names /nowhere/chromium, which cannot be run"


def test_the_one_that_is_named_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("chromium", "mine"):
        made = tmp_path / name
        made.touch()
        made.chmod(made.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(VARIABLE, raising=False)
    assert chromium() == str(tmp_path / "chromium")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mine"))
    assert chromium() == str(tmp_path / "mine")
    assert why_no_chromium() is None
