"""`python -m infra.snapshots`: writes, checks or explains the snapshots."""

from __future__ import annotations

import argparse
import difflib
import sys

from infra.bundling import BundlingError
from infra.context import ContextError
from infra.config.presets import PRESETS
from infra.node import NodeMissing
from infra.snapshots.differences import differences
from infra.snapshots.normalise import as_text
from infra.snapshots.read import STACKS, read, snapshot_file
from infra.snapshots.synth import LOCAL, templates

_SHOWN_LINES = 60


def main() -> None:
    """Exits with 1 when a snapshot is out of date, or cannot be made."""
    parser = argparse.ArgumentParser(prog="python -m infra.snapshots", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true", help="synthesise under the local preset and keep it")
    action.add_argument("--check", action="store_true", help="synthesise and compare with what is kept")
    action.add_argument("--against", choices=PRESETS, help="list each value that differs under another preset")
    chosen = parser.parse_args()
    try:
        if chosen.against:
            _explain(chosen.against)
        elif chosen.write:
            _write()
        else:
            _check()
    except (BundlingError, ContextError, NodeMissing) as error:
        sys.exit(f"error: {error}")


def _write() -> None:
    for stack, template in templates(LOCAL).items():
        snapshot_file(stack).write_text(as_text(template), encoding="utf-8")
        print(f"wrote {snapshot_file(stack).name}")


def _check() -> None:
    new = {stack: as_text(template) for stack, template in templates(LOCAL).items()}
    found = [line for stack, text in new.items() for line in _difference(stack, text)]
    if found:
        print("\n".join(found[:_SHOWN_LINES]))
        sys.exit("the snapshots are out of date: run `make snapshots` and commit the result")
    print(f"{len(new)} snapshots equal a new synthesis")


def _explain(preset: str) -> None:
    other = templates({"preset": preset})
    for stack in STACKS:
        for path, (local, theirs) in differences(read(stack), other[stack]).items():
            print(f"{stack}{path}: {local} -> {theirs}")


def _difference(stack: str, text: str) -> list[str]:
    path = snapshot_file(stack)
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    return list(
        difflib.unified_diff(kept.splitlines(), text.splitlines(), path.name, "new synthesis", lineterm="")
    )


if __name__ == "__main__":
    main()
