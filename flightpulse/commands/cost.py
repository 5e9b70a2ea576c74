"""`flightpulse cost`: what a day of any size costs on AWS, and which quotas it meets."""

import argparse
from typing import Any

from flightpulse.arguments import number_from, whole
from flightpulse.cost.page import page
from flightpulse.cost.standing import ENVIRONMENTS
from flightpulse.cost.workload import Workload

DESCRIPTION = """\
Works out what FlightPulse costs on AWS for a day of so many flights, updates and passengers, line by line
with its arithmetic, and which of AWS's quotas the peak meets. Needs no account and asks nobody.
"""

EPILOG = """\
examples:
  flightpulse cost                                                       the departures of New York on one day
  flightpulse cost --flights 110000 --updates 35 --passengers 14200000   every flight of the world

docs/cost.md says where the assumptions are from.
exit status: 0, or 2 for a bad argument.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "cost",
        help="work out what a day of any size costs on AWS, and which quotas it meets",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--flights", type=whole(1, 1_000_000), default=1_000, metavar="N", help="flights a day (default 1000)"
    )
    parser.add_argument(
        "--updates", type=number_from(1), default=35, metavar="N", help="events for each flight (default 35)"
    )
    parser.add_argument(
        "--passengers", type=whole(0, 100_000_000), default=130_000, metavar="N",
        help="passengers a day (default 130000)",
    )  # fmt: skip
    parser.add_argument(
        "--environment", choices=tuple(ENVIRONMENTS), default="prod", help="whose idle cost (default prod)"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    work = Workload(arguments.flights, arguments.updates, arguments.passengers)
    print("\n".join(page(work, arguments.environment)))
    return 0
