"""`python -m tools.schemas`: writes docs/events, or compares with another checkout."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.schemas.catalogue import Schema, schemas
from tools.schemas.growth import breaks
from tools.schemas.page import page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "events"


def main(arguments: list[str]) -> None:
    """Exits with 1, and writes nothing, when a schema would do more than grow."""
    parser = argparse.ArgumentParser(prog="python -m tools.schemas", description=__doc__)
    parser.add_argument("--against", type=Path, default=FOLDER, help="the schemas to compare with")
    parser.add_argument("--write", action="store_true", help="write docs/events")
    chosen = parser.parse_args(arguments)
    new = schemas()
    found = [
        f"{name}{line}" for name, old in kept(chosen.against).items() for line in _against(old, new.get(name))
    ]
    if found:
        sys.exit("\n".join([*found, "an event may only grow: add an optional field or a new detail type"]))
    if chosen.write:
        for name, text in files(new).items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    print(f"{len(new)} schemas, none of which does more than grow")


def files(new: Mapping[str, Schema]) -> dict[str, str]:
    """File name to text of everything in docs/events."""
    texts = {f"{name}.json": json.dumps(schema, indent=2) + "\n" for name, schema in new.items()}
    return texts | {"README.md": page()}


def kept(folder: Path) -> dict[str, Schema]:
    """The schemas of a checkout, by name; none where there is no such folder yet."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}


def _against(old: Schema, new: Schema | None) -> list[str]:
    return [": is gone"] if new is None else breaks(old, new)


if __name__ == "__main__":
    main(sys.argv[1:])
