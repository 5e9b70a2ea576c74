"""`flightpulse doctor`: what is missing or wrong on this machine, and what to do about it."""

import argparse
from typing import Any

DESCRIPTION = """\
Looks at everything that `flightpulse demo` and `flightpulse scenario` need of this machine and says, line
by line, whether it is there and what to do if not. Changes nothing.
"""

EPILOG = """\
exit status: 0 ready, perhaps with things to look at, 1 something has to be put right first.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "doctor",
        help="say what is missing or wrong on this machine",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=_run)


def _run(_: argparse.Namespace) -> int:
    from flightpulse.doctor.examine import examine, verdict
    from flightpulse.doctor.finding import Level

    findings = []
    for finding in examine():
        findings.append(finding)
        print(finding, flush=True)
    print(f"\n{verdict(findings)}")
    return int(any(finding.level is Level.FAIL for finding in findings))
