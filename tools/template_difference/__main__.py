"""`python -m tools.template_difference BASE HEAD --preset prod`: synthesises two checkouts and compares."""

import argparse
import sys
import tempfile
from pathlib import Path

from tools.template_difference.compare import compare
from tools.template_difference.markdown import as_markdown
from tools.template_difference.synthesise import SynthesisFailed, synthesise


def main(arguments: list[str]) -> None:
    """Prints Markdown. Exits with 1 when the head cannot be synthesised; a base that cannot is said."""
    parser = argparse.ArgumentParser(prog="python -m tools.template_difference", description=__doc__)
    parser.add_argument("base", type=Path, help="the checkout to compare with")
    parser.add_argument("head", type=Path, help="the checkout whose templates are new")
    parser.add_argument("--preset", default="prod", help="the app refuses one that it does not know")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            head = synthesise(chosen.head, chosen.preset, Path(folder) / "head")
        except SynthesisFailed as error:
            sys.exit(f"error: {error}")
        try:
            base = synthesise(chosen.base, chosen.preset, Path(folder) / "base")
        except SynthesisFailed as error:
            print(f"The base branch cannot be synthesised with this branch's libraries: {error}")
            return
    print(as_markdown(compare(base, head), chosen.preset))


if __name__ == "__main__":
    main(sys.argv[1:])
