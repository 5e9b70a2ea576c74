"""Builds the checkers that tools/go pins by hash. They are optional: not every machine has Go."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULE = ROOT / "tools" / "go"
BUILT = ROOT / ".cache" / "go-tools"


class ToolMissing(Exception):
    """A checker cannot be had on this machine; the text says why, in one line."""


def go_tool(package: str) -> Path:
    """The program of a Go package that tools/go/go.mod lists, built once. Raises ToolMissing."""
    go = shutil.which("go")
    if go is None:
        raise ToolMissing("there is no Go on this machine")
    program = BUILT / package.removesuffix("/v8").rpartition("/")[2]
    command = [go, "build", "-mod=readonly", "-buildvcs=false", "-o", str(program), package]
    done = subprocess.run(command, cwd=MODULE, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it gave no reason"]
        raise ToolMissing(f"Go could not build it: {said[-1]}")
    return program
