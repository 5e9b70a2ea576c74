"""`flightpulse smoke`: whether a deployment tells anybody anything."""

import argparse
import functools
from typing import Any

from flightpulse.arguments import number_from
from flightpulse.errors import UsageProblem

ENVIRONMENTS = ("local", "dev", "staging", "prod")
DESCRIPTION = """\
Sends one made-up flight with one made-up passenger through a deployment in the account you are signed in to:
bus, rules, workflow, messenger, table, sink. Waits for the message, then removes what it wrote. Kafka and the
API are not on its way.
"""

EPILOG = """\
examples:
  flightpulse smoke --environment dev
  make smoke ENV=dev

exit status: 0 told, 1 no message in time, 2 bad argument, wrong account, or no right to look.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "smoke",
        help="send one made-up event through a deployment and wait for its message",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--environment",
        choices=ENVIRONMENTS,
        required=True,
        help="what the account must hold: a check, not a choice",
    )
    parser.add_argument(
        "--limit", type=number_from(1), default=90.0, metavar="SECONDS", help="how long to wait (default 90)"
    )
    parser.add_argument("--region", metavar="NAME", help="default: that of the environment or profile")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    # Imported late: help and a bad argument need none of it.
    from botocore.exceptions import BotoCoreError, ClientError

    from flightpulse.deployment.clients import client
    from flightpulse.deployment.outputs import outputs
    from flightpulse.deployment.smoke import NothingCame, Smoke
    from services.core.clock import WallClock

    make = functools.cache(lambda service: client(service, arguments.region))
    try:
        found = outputs(make("cloudformation"))
        _require(arguments.environment, found.get("Environment"))
        smoke = Smoke(make, found, WallClock().now())
        told = smoke.run(arguments.limit)
    except NothingCame as nothing:
        print(f"smoke: {nothing}")
        return 1
    except (BotoCoreError, ClientError) as error:
        raise UsageProblem(f"AWS refused: {error}") from error
    print(
        f"told of {smoke.flight} after {told.seconds:.1f} s (notification {told.notification_id}),"
        " everything removed"
    )
    return 0


def _require(wanted: str, found: str | None) -> None:
    if wanted != found:
        raise UsageProblem(
            f"this account holds environment {found!r}, not {wanted!r}: sign in to the other (AWS_PROFILE)"
        )
