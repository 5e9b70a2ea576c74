"""`python -m tools.lint_workflows`: zizmor and, where Go can build it, actionlint on .github."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.go_tool import ROOT, ToolMissing, go_tool

ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint"
ZIZMOR = ("--offline", "--quiet", "--no-progress", "--persona=pedantic", "--strict-collection", ".github")


def main() -> int:
    """Returns 1 when a checker complains, or when CI set up Go and actionlint could not be built."""
    complained = _run("zizmor", [Path(sys.executable).with_name("zizmor"), *ZIZMOR])
    try:
        # shellcheck and pyflakes are used by actionlint when they happen to be there: left out, so that
        # every machine says the same.
        complained |= _run("actionlint", [go_tool(ACTIONLINT), "-shellcheck=", "-pyflakes="])
    except ToolMissing as reason:
        print(f"actionlint skipped: {reason}")
        complained |= needs_actionlint(os.environ)
    return int(complained)


def needs_actionlint(environment: Mapping[str, str]) -> bool:
    """GitHub's workflow sets up Go for it: a skip there would hide a broken set-up."""
    return environment.get("GITHUB_ACTIONS") == "true"


def _run(name: str, command: list[str | Path]) -> bool:
    """True when the checker complains; its words go to the standard output."""
    done = subprocess.run(command, cwd=ROOT, check=False)
    if not done.returncode:
        print(f"{name} is content")
    return done.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
