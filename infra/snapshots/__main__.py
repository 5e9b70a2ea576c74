"""`python -m infra.snapshots --write` or `--check`."""

from __future__ import annotations

import argparse
import difflib
import sys

from infra.bundling import BundlingError
from infra.context import ContextError
from infra.node import NodeMissing
from infra.snapshots.normalise import as_text
from infra.snapshots.read import snapshot_file
from infra.snapshots.synth import LOCAL, templates

_SHOWN_LINES = 60


def main() -> None:
    """Writes the snapshots, or shows how a new synthesis differs and exits with 1."""
    parser = argparse.ArgumentParser(prog="python -m infra.snapshots", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true", help="synthesise under the local preset and keep the result")
    action.add_argument("--check", action="store_true", help="synthesise and compare with what is kept")
    write = parser.parse_args().write
    try:
        new = {stack: as_text(template) for stack, template in templates(LOCAL).items()}
    except (BundlingError, ContextError, NodeMissing) as error:
        sys.exit(f"error: {error}")
    if write:
        for stack, text in new.items():
            snapshot_file(stack).write_text(text, encoding="utf-8")
            print(f"wrote {snapshot_file(stack).name}")
        return
    differences = [line for stack, text in new.items() for line in _difference(stack, text)]
    if differences:
        print("\n".join(differences[:_SHOWN_LINES]))
        sys.exit("the snapshots are out of date: run `python -m infra.snapshots --write` and commit the result")
    print(f"{len(new)} snapshots equal a new synthesis")


def _difference(stack: str, text: str) -> list[str]:
    path = snapshot_file(stack)
    kept = path.read_text(encoding="utf-8") if path.is_file() else ""
    return list(difflib.unified_diff(kept.splitlines(), text.splitlines(), path.name, "new synthesis", lineterm=""))


if __name__ == "__main__":
    main()
