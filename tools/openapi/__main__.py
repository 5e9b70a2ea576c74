"""`python -m tools.openapi`: writes docs/openapi.json, or compares with that of another checkout."""

import argparse
import json
import sys
from pathlib import Path

from services.api.export_openapi import document
from tools.openapi.growth import breaks

FILE = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def main(arguments: list[str]) -> None:
    """Exits with 1, and writes nothing, when the API would do more than grow."""
    parser = argparse.ArgumentParser(prog="python -m tools.openapi", description=__doc__)
    parser.add_argument("--against", type=Path, default=FILE, help="the description to compare with")
    parser.add_argument("--write", action="store_true", help="write docs/openapi.json")
    chosen = parser.parse_args(arguments)
    text = document()
    old = chosen.against.read_text(encoding="utf-8") if chosen.against.exists() else text
    found = breaks(json.loads(old), json.loads(text))
    if found:
        sys.exit("\n".join([*found, "the API may only grow: add an operation or an optional field"]))
    if chosen.write:
        FILE.write_text(text, encoding="utf-8")
    print("the API does no more than grow")


if __name__ == "__main__":
    main(sys.argv[1:])
