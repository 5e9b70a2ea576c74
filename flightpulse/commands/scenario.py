"""`flightpulse scenario`: one kind of disruption at a time, played through the whole system and told."""

import argparse
from collections.abc import Sequence
from typing import Any

from flightpulse.errors import UsageProblem

DESCRIPTION = """\
Plays small stories, each on a flight and with passengers of its own, through the whole embedded system,
and prints what happened: what was said, what was published, who was told what by which rule, and who was
not told and why. Nothing leaves this machine; flights and passengers are invented.
"""

EPILOG = """\
examples:
  flightpulse scenario --list                       what there is
  flightpulse scenario rolling-delay                35 new estimates become few messages
  flightpulse scenario gate-change quiet-hours      several on one platform
  flightpulse scenario all

exit status: 0 as promised, 1 an expectation of a scenario does not hold, 2 bad argument or missing set-up.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "scenario",
        help="play one kind of disruption and see who is told what, and why",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="one or several scenarios, or: all")
    parser.add_argument("--list", action="store_true", help="list the scenarios and end")
    parser.add_argument(
        "--keep-running", action="store_true", help="leave everything up at the end, until Ctrl-C"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    # Imported late: help needs none of it.
    from flightpulse.scenario.catalogue import SCENARIOS

    if arguments.list:
        for scenario in SCENARIOS.values():
            print(f"{scenario.name:<20} {scenario.about}")
        return 0
    names = _names(arguments.names, list(SCENARIOS))
    from flightpulse.scenario.run import run_scenarios

    return run_scenarios([SCENARIOS[name] for name in names], keep_running=arguments.keep_running)


def _names(given: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    if "all" in given:
        return known
    for name in given:
        if name not in known:
            raise UsageProblem(f"there is no scenario {name!r}; there are {', '.join(known)}, and all")
    if not given:
        raise UsageProblem(f"name a scenario: {', '.join(known)}, or all")
    return list(dict.fromkeys(given))
