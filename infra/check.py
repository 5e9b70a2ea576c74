"""`python -m infra.check`: cfn-lint and the graph check on the snapshots. Needs neither Node nor AWS."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from infra.asl import problems
from infra.snapshots.read import STACKS, machines, read, snapshot_file

# W3005: CDK writes DependsOn beside GetAtt. That is redundant, not wrong, and not ours to change.
IGNORED = "W3005"


def main() -> None:
    """Exits with 1 when there is something to say."""
    linter = Path(sys.executable).with_name("cfn-lint")
    lint = subprocess.run(
        [linter, "--ignore-checks", IGNORED, "--", *map(snapshot_file, STACKS)], check=False
    )
    graph = [problem for stack in STACKS for problem in machine_problems(read(stack))]
    print("\n".join(graph) if graph else "state machines: every state is reachable and leads somewhere")
    sys.exit(1 if graph or lint.returncode else 0)


def machine_problems(template: Mapping[str, Any]) -> Iterator[str]:
    """Graph problems of the machines of one template."""
    for name, definition in machines(template):
        yield from problems(definition, name)


if __name__ == "__main__":
    main()
