"""`python -m infra.check`: cfn-lint on snapshots and production, graphs of the workflows, and cdk-nag."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from infra.asl import problems
from infra.snapshots.read import STACKS, machines, read, snapshot_file

# W3005: CDK writes DependsOn beside GetAtt. That is redundant, not wrong, and not ours to change.
IGNORED = "W3005"


def main() -> None:
    """Exits with 1 when there is something to say."""
    complaints = lint(map(snapshot_file, STACKS))
    complaints += "\n".join(problem for stack in STACKS for problem in machine_problems(read(stack)))
    complaints += production()
    if complaints:
        sys.exit(complaints)
    print("cfn-lint and cdk-nag are content, every state is reachable and leads somewhere")


def production() -> str:
    """What cdk-nag and cfn-lint have to say of what would go to production."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "infra.app", "-c", "preset=prod", "--out", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return done.stdout + done.stderr
        return lint(sorted(Path(folder).glob("*.template.json")))


def lint(templates: Iterable[Path]) -> str:
    """What cfn-lint has to say, empty when that is nothing."""
    linter = Path(sys.executable).with_name("cfn-lint")
    command: list[str | Path] = [
        linter,
        "--ignore-checks",
        IGNORED,
        "--regions",
        "us-east-1",
        "--",
        *templates,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def machine_problems(template: Mapping[str, Any]) -> Iterator[str]:
    """Graph problems of the machines of one template."""
    for name, definition in machines(template):
        yield from problems(definition, name)


if __name__ == "__main__":
    main()
