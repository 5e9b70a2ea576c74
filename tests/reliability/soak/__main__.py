"""`make soak KILLS=1000 [SEED=n]`: consumers killed while everything around them fails, under the oracles.

Each member is alone in its group, since the embedded broker takes no more; eight groups live side by side.
They are killed by SIGKILL, at a checkpoint and by SIGTERM, and frozen; requests to table and bus are
throttled, fail, are carried out and not answered, or in part; the broker goes away. "Told twice" counts
truths under two envelope ids, each of which would start a workflow: the messenger is no part of it. The
same seed gives the same plan, not the same course: when a kill strikes is the machine's doing.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from types import FunctionType
from typing import Final

from rich.console import Console

from tests.reliability import mutants
from tests.reliability.soak.report import as_json
from tests.reliability.soak.run import Soak
from tests.reliability.soak.screen import progress, show
from tools.suites import why_no_engine

CONTAINERS: Final = "containers"


def main() -> int:
    """0 when every oracle is content, every sample is there and every kill was done; else 1."""
    arguments = _arguments()
    console = Console()
    folder = Path(tempfile.mkdtemp(prefix="soak-"))
    with progress(console) as line:
        task = line.add_task("kills", total=arguments.kills)
        soak = Soak(
            folder,
            arguments.seed,
            arguments.kills,
            arguments.seconds,
            _variant(arguments.fault),
            groups=arguments.kafka == CONTAINERS,
        )
        soaked = soak.run(lambda: line.advance(task))
    show(console, soaked)
    if arguments.json:
        arguments.json.write_text(json.dumps(as_json(soaked), indent=2) + "\n", encoding="utf-8")
    if soaked.faults:
        console.print(f"[red]not passed[/red]; logs of the courses that are not: {folder}")
        return 1
    shutil.rmtree(folder)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--kills", type=_positive, default=100, help="deaths in all (default 100)")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="default: any")
    parser.add_argument(
        "--seconds", type=float, default=3600.0, help="after so long no course is begun (default 3600)"
    )
    parser.add_argument(
        "--kafka",
        choices=("mock", CONTAINERS),
        default="mock",
        help="mock: eight groups of one (default); containers: three groups of three on Apache Kafka",
    )
    parser.add_argument(
        "--fault",
        metavar="NAME",
        choices=sorted(name for name, one in vars(mutants).items() if _is_fault(one)),
        help="soak a consumer that has this fault (tests/reliability/mutants.py), which must not pass",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    arguments = parser.parse_args()
    if arguments.kafka == CONTAINERS and (why := why_no_engine()):
        parser.error(why)
    return arguments


def _variant(fault: str | None) -> str | None:
    return f"{mutants.__name__}:{fault}" if fault else None


def _is_fault(one: object) -> bool:
    return isinstance(one, FunctionType) and one.__module__ == mutants.__name__ and one.__name__[0] != "_"


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: right is a whole number from 1")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
