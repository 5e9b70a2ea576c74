"""The entry of the command: picks the sub-command, and turns what a user can put right into one sentence."""

import argparse
import signal
import sys
from collections.abc import Sequence

from flightpulse.commands import COMMANDS
from flightpulse.errors import UsageProblem
from flightpulse.signals import Stopped, stop_on_signals

USAGE_STATUS = 2
DESCRIPTION = """\
FlightPulse turns airline operations events into the right message to every affected passenger.

Start with:  flightpulse demo
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 2 for what the user can put right."""
    options, unknown = parser().parse_known_args(arguments)
    if unknown:
        print(
            f"flightpulse {options.command}: unknown argument {unknown[0]!r};"
            f" `flightpulse {options.command} --help` lists what there is",
            file=sys.stderr,
        )
        return USAGE_STATUS
    stop_on_signals()
    try:
        status: int = options.run(options)
    except UsageProblem as problem:
        print(f"flightpulse {options.command}: {problem}", file=sys.stderr)
        return USAGE_STATUS
    except Stopped as stopped:
        print(f"Stopped by {signal.Signals(stopped.signal_number).name}: all that was started has ended.")
        return 128 + stopped.signal_number
    return status


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="flightpulse", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    sub_commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(sub_commands)
    return top
