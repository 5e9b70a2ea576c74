"""The locks are complete, hashed, up to date with pyproject.toml and agree with each other."""

import re

import pytest

from tests.unit.project.deployables import locked_versions, normalised, requirements_of
from tests.unit.project.repository import ROOT, pyproject

LOCK_OF_EXTRA = {
    "consumer": "consumer",
    "api": "api",
    "messenger": "messenger",
    "stream": "stream",
    "rebooking": "rebooking",
    "infra": "infra",
    "local": "demo",
    "dev": "dev",
}
LOCKS = sorted({*LOCK_OF_EXTRA.values(), "emulator", "data"})
ENTRY = re.compile(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_of_a_lock_is_pinned_and_hashed(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    entries = ENTRY.findall(text)
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_index_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host|^-", text, re.MULTILINE)


@pytest.mark.parametrize("extra", LOCK_OF_EXTRA)
def test_a_lock_satisfies_its_extra(extra: str) -> None:
    locked = locked_versions(LOCK_OF_EXTRA[extra])
    unmet = [
        str(requirement)
        for requirement in requirements_of(extra)
        if not requirement.specifier.contains(locked.get(normalised(requirement.name), "0"))
    ]
    assert unmet == [], "run `make lock`"


def test_every_extra_has_a_lock() -> None:
    assert set(pyproject()["project"]["optional-dependencies"]) == set(LOCK_OF_EXTRA)


@pytest.mark.parametrize("lock", sorted(set(LOCK_OF_EXTRA.values()) - {"dev"}))
def test_the_development_lock_holds_every_other_lock_in_the_same_versions(lock: str) -> None:
    assert locked_versions(lock).items() <= locked_versions("dev").items()
