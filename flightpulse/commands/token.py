"""`flightpulse token`: an access token for an API on this machine."""

import argparse
import os
from typing import Any

from flightpulse.arguments import whole
from flightpulse.errors import UsageProblem
from services.core.contracts.scopes import Scope

DESCRIPTION = """\
Prints a token of the development issuer. An API in local mode takes it when FLIGHTPULSE_JWKS_URL names the
issuer's keys, as `flightpulse demo` sets it; no other API does. Without a token such an API lets everything
through, unless FLIGHTPULSE_AUTH=on.
"""

EPILOG = """\
example:
  curl -H "Authorization: Bearer $(flightpulse token --scope flights:read)" http://127.0.0.1:8080/v1/flights/KEY
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "token",
        help="print an access token for an API on this machine",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--scope",
        nargs="+",
        required=True,
        choices=[scope.value for scope in Scope],
        metavar="SCOPE",
        help=f"what it allows: {', '.join(Scope)}",
    )
    parser.add_argument("--passenger", metavar="ID", help="the token of this passenger, who sees their own")
    parser.add_argument(
        "--minutes", type=whole(1, 1440), default=60, help="how long it is good, 1 to 1440 (%(default)s)"
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from local.issuer.development_issuer import DevelopmentIssuer

    for name, right in (("FLIGHTPULSE_LOCAL", "1"), ("FLIGHTPULSE_ISSUER", "")):
        value = os.environ.get(name, "")
        if value not in ("", right):
            raise UsageProblem(
                f"{name} is {value!r}: these tokens are for local mode only; a deployment takes those of its"
                " own issuer"
            )
    scopes = [Scope(name) for name in options.scope]
    print(DevelopmentIssuer().token(scopes, options.passenger, options.minutes * 60))
    return 0
