"""`python -m infra.check`: cfn-lint and the graph check on the snapshots. Needs neither Node nor AWS."""

from __future__ import annotations

import subprocess
import sys
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
    if complaints:
        sys.exit(complaints)
    print(f"{len(STACKS)} templates: cfn-lint is content, every state is reachable and leads somewhere")


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
