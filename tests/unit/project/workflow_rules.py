"""What must hold for every workflow: each rule gives the lines of one that breaks it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.unit.project.repository import ROOT, tracked_files

Workflow = dict[str, Any]
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
USES = re.compile(r"^\s*(?:- )?uses:\s*(.+?)\s*$", re.MULTILINE)
MAKE_TARGET = re.compile(r"\bmake ((?:[A-Z]+=\S+ )*)([a-z][a-z-]*)")
LONGEST_MINUTES = 120


def workflow_files() -> list[Path]:
    """The workflows and the actions of the repository."""
    return [
        path
        for path in tracked_files()
        if path.is_relative_to(ROOT / ".github") and {"workflows", "actions"} & set(path.parts)
    ]


def parse(text: str) -> Workflow:
    """A workflow; YAML 1.1 reads its key `on` as true."""
    workflow = yaml.safe_load(text)
    return {"on" if key is True else key: value for key, value in workflow.items()}


def unpinned(text: str) -> Iterator[str]:
    """An action of others by anything but a whole commit with its version beside it."""
    for used in USES.findall(text):
        if not used.startswith("./") and not PINNED.fullmatch(used):
            yield f"{used}: name the commit in 40 digits, and the version as a comment"


def broad(text: str) -> Iterator[str]:
    """Rights for all jobs, or a job that does not say what it needs."""
    workflow = parse(text)
    if "jobs" not in workflow:
        return
    if workflow.get("permissions") != {}:
        yield "permissions: {} has to stand at the top, so that each job says what it needs"
    for name, job in workflow["jobs"].items():
        if not isinstance(job.get("permissions"), dict):
            yield f"{name}: list the job's permissions one by one"


def endless(text: str) -> Iterator[str]:
    """A job without a time limit. One that only calls another workflow has that one's."""
    for name, job in parse(text).get("jobs", {}).items():
        if "uses" not in job and not 0 < job.get("timeout-minutes", 0) <= LONGEST_MINUTES:
            yield f"{name}: timeout-minutes from 1 to {LONGEST_MINUTES}"


def triggered_by_strangers(text: str) -> Iterator[str]:
    """Triggers that give a stranger's code this repository's rights."""
    for trigger in {"pull_request_target", "workflow_run"} & set(parse(text).get("on", ())):
        yield f"{trigger} runs a stranger's change with this repository's rights: use pull_request"


def uncancelled(text: str) -> Iterator[str]:
    """A workflow without a concurrency group: pushes pile up, and two deployments may overlap."""
    workflow = parse(text)
    if "jobs" in workflow and not _only_called(workflow) and "group" not in workflow.get("concurrency", {}):
        yield "concurrency.group is missing"


def keeps_credentials(text: str) -> Iterator[str]:
    """A check-out that leaves the token in the work tree for every later step."""
    for name, job in parse(text).get("jobs", {}).items():
        for step in job.get("steps", []):
            checks_out = step.get("uses", "").startswith("actions/checkout@")
            if checks_out and step.get("with", {}).get("persist-credentials") is not False:
                yield f"{name}: persist-credentials: false"


def unknown_targets(text: str) -> Iterator[str]:
    """A `make` target that the Makefile does not have."""
    for target in make_targets("\n".join(_commands(parse(text)))) - makefile_targets():
        yield f"the Makefile has no target {target}"


Rule = Callable[[str], Iterator[str]]
RULES: tuple[Rule, ...] = (
    unpinned,
    broad,
    endless,
    triggered_by_strangers,
    uncancelled,
    keeps_credentials,
    unknown_targets,
)


def make_targets(text: str) -> set[str]:
    """The targets in the `make` commands of a text."""
    return {target for _, target in MAKE_TARGET.findall(text)}


def makefile_targets() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def _only_called(workflow: Workflow) -> bool:
    return set(workflow.get("on", ())) == {"workflow_call"}


def _commands(workflow: Workflow) -> Iterator[str]:
    jobs = [*workflow.get("jobs", {}).values(), workflow.get("runs", {})]
    for job in jobs:
        yield from (step["run"] for step in job.get("steps", []) if "run" in step)
