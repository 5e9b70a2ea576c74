"""Workflows hold no more rights than they need, run pinned code, and end."""

from pathlib import Path

import pytest

from tests.unit.project.repository import ROOT
from tests.unit.project.workflow_rules import (
    RULES,
    Rule,
    broad,
    endless,
    keeps_credentials,
    triggered_by_strangers,
    uncancelled,
    unknown_targets,
    unpinned,
    workflow_files,
)
from tools.lint_workflows import needs_actionlint

SOUND = """\
on: {pull_request: }
permissions: {}
concurrency: {group: check}
jobs:
  check:
    timeout-minutes: 5
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with: {persist-credentials: false}
      - run: make check
"""
FLAWS = [
    (unpinned, "de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "v6"),
    (unpinned, "de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "de0fac2 # v6.0.2"),
    (unpinned, " # v6.0.2", ""),
    (broad, "permissions: {}\n", ""),
    (broad, "permissions: {}", "permissions: {contents: write}"),
    (broad, "permissions: {contents: read}", "permissions: write-all"),
    (broad, "    permissions: {contents: read}\n", ""),
    (endless, "    timeout-minutes: 5\n", ""),
    (endless, "timeout-minutes: 5", "timeout-minutes: 360"),
    (triggered_by_strangers, "pull_request:", "pull_request_target:"),
    (triggered_by_strangers, "{pull_request: }", "[push, workflow_run]"),
    (uncancelled, "concurrency: {group: check}\n", ""),
    (keeps_credentials, "        with: {persist-credentials: false}\n", ""),
    (unknown_targets, "make check", "make ENV=prod no-such-target"),
]


@pytest.mark.parametrize("rule", RULES)
def test_every_workflow_keeps_the_rule(rule: Rule) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {line}" for path in workflow_files() for line in rule(path.read_text())
    }
    assert found == set()


@pytest.mark.parametrize("rule", RULES)
def test_a_sound_workflow_breaks_no_rule(rule: Rule) -> None:
    assert list(rule(SOUND)) == []


@pytest.mark.parametrize(("rule", "part", "flaw"), FLAWS)
def test_a_flaw_is_found_by_its_rule(rule: Rule, part: str, flaw: str) -> None:
    assert SOUND.count(part) == 1
    assert len(list(rule(SOUND.replace(part, flaw)))) == 1


def test_every_rule_is_shown_to_find_something() -> None:
    assert {rule for rule, _, _ in FLAWS} == set(RULES)


def test_an_action_has_the_same_commit_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in workflow_files():
        for used in _pins(path):
            owner_and_name = "/".join(used.split("@")[0].split("/")[:2])
            pins.setdefault(owner_and_name, set()).add(used.split("@")[1])
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


def test_the_check_sets_up_go_so_that_actionlint_is_never_skipped_there() -> None:
    assert "actions/setup-go@" in (ROOT / ".github/workflows/check.yml").read_text()
    assert needs_actionlint({"GITHUB_ACTIONS": "true"})
    assert not needs_actionlint({})


def _pins(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return [line.split("uses:")[1].strip() for line in lines if "uses:" in line and "@" in line]
