"""`flightpulse params`: the encrypted parameters of a deployment, which CloudFormation cannot make."""

import argparse
from typing import Any

from flightpulse.errors import UsageProblem

DESCRIPTION = """\
Puts a parameter that the messenger reads while it runs, encrypted (SecureString), which CloudFormation cannot
do. Deploy with `-c modelParameter=secure` first: the stack then leaves the parameter to this command. A new
value is seen within five minutes; no deployment is needed.
"""

EPILOG = """\
examples:
  flightpulse params put model us.anthropic.claude-haiku-5-5    which model writes
  flightpulse params put model off                              none: templates only
  flightpulse params put model off --key alias/flightpulse      under a key of your own

exit status: 0 put, 2 bad argument, or a parameter or an account that does not take it.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "params",
        help="put an encrypted parameter of a deployment",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    put: argparse.ArgumentParser = actions.add_parser("put", help="put one parameter")
    put.add_argument("name", choices=("model",), help="which parameter")
    put.add_argument("value", help="a Bedrock model or inference profile, or off")
    put.add_argument(
        "--stack",
        default="FlightPulseWorkflows",
        metavar="NAME",
        help="the stack that reads it (default %(default)s)",
    )
    put.add_argument(
        "--key", metavar="ID", help="the KMS key to encrypt it under (default: the account's own)"
    )
    put.add_argument("--region", metavar="NAME", help="default: that of the environment or profile")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    # Imported late: help and a bad argument need none of it.
    from botocore.exceptions import BotoCoreError, ClientError

    from flightpulse.deployment.parameters import model_problem, put_encrypted

    if problem := model_problem(arguments.value):
        raise UsageProblem(problem)
    name = f"/{arguments.stack}/{arguments.name}"
    try:
        print(put_encrypted(name, arguments.value, key=arguments.key, region=arguments.region))
    except (BotoCoreError, ClientError) as error:
        raise UsageProblem(f"{name} was not put: {error}") from error
    return 0
