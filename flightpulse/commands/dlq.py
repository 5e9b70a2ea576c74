"""`flightpulse dlq`: what lies in the dead-letter topic, why, and the way back."""

import argparse
import asyncio
import os
from typing import Any

from flightpulse.arguments import whole
from flightpulse.errors import UsageProblem
from services.core.clock import Instant, parse_instant
from services.core.contracts.dead_letters import REASONS

DESCRIPTION = """\
Lists the dead-letter topic, shows one dead letter whole, or produces dead letters again to the topic that
each came from: key, value and headers as they came, with the header dlq.replay=<n>. Reads as no member of
any group, so it disturbs nobody.
"""

EPILOG = """\
examples:
  flightpulse dlq list --bootstrap 127.0.0.1:9092                   the newest 50 of the stack in containers
  flightpulse dlq list --reason unresolvable_flight --since 2026-03-08T00:00:00Z
  flightpulse dlq show 3/17                                         partition/offset, as list prints them
  flightpulse dlq replay 3/17                                       says what it would do, and does nothing
  flightpulse dlq replay --reason handler_failed --yes              does it

FLIGHTPULSE_KAFKA_BOOTSTRAP names the brokers, FLIGHTPULSE_KAFKA_ACCESS how they know us (iam, scram; none
for brokers of this machine), as for the consumer. docs/dead-letters.md explains every reason.
exit status: 0, 1 when something to replay was refused, 2 bad argument or brokers out of reach.
"""


def add_to(sub_commands: Any) -> None:
    """Add the parser of the sub-command."""
    parser: argparse.ArgumentParser = sub_commands.add_parser(
        "dlq",
        help="look into the dead-letter topic, and produce again what lies there",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    listed = actions.add_parser("list", help="one line for each dead letter")
    _which(listed)
    listed.add_argument(
        "--limit", type=whole(1, 100_000), default=50, metavar="N", help="the newest (default 50)"
    )
    shown = actions.add_parser("show", help="one dead letter, whole")
    shown.add_argument("places", nargs=1, type=_place, metavar="PARTITION/OFFSET")
    replayed = actions.add_parser("replay", help="produce dead letters again to where they came from")
    replayed.add_argument("places", nargs="*", type=_place, metavar="PARTITION/OFFSET")
    _which(replayed)
    replayed.add_argument("--all", action="store_true", help="everything that lies there")
    sure = replayed.add_mutually_exclusive_group()
    sure.add_argument("--dry-run", action="store_true", help="only say what it would do (the default)")
    sure.add_argument("--yes", action="store_true", help="do it")
    for action in (listed, shown, replayed):
        action.add_argument("--bootstrap", metavar="HOST:PORT", help="brokers; default: the environment")
        action.add_argument("--topic", metavar="NAME", help="default: FLIGHTPULSE_DLQ_TOPIC or the usual")
    parser.set_defaults(run=_run)


def _which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", choices=tuple(REASONS), metavar="REASON", help=", ".join(REASONS))
    parser.add_argument("--flight", metavar="KEY", help="for example UA-0207-2013-03-08-EWR-1")
    parser.add_argument("--since", type=_instant, metavar="TIME", help="for example 2026-03-08T06:00:00Z")
    parser.add_argument("--until", type=_instant, metavar="TIME", help="excluded")


def _run(arguments: argparse.Namespace) -> int:
    # Imported late: help and a bad argument need none of it.
    from flightpulse.dlq.access import Brokers

    brokers = Brokers.named(arguments.bootstrap, arguments.topic, os.environ)
    return asyncio.run(_act(arguments, brokers))


async def _act(arguments: argparse.Namespace, brokers: Any) -> int:
    from flightpulse.dlq.pages import listing, page
    from flightpulse.dlq.selection import Selection
    from flightpulse.dlq.topic import read

    chosen = Selection(
        tuple(getattr(arguments, "places", ())),
        *(getattr(arguments, name, None) for name in ("reason", "flight", "since", "until")),
    )
    if arguments.action == "replay" and chosen.is_everything and not arguments.all:
        raise UsageProblem(
            "name what to replay: PARTITION/OFFSET, --reason, --flight, --since, --until, or --all"
        )
    box = await read(brokers)
    letters = chosen.of(box.letters)
    if arguments.action == "list":
        print("\n".join(listing(letters, box, arguments.limit)))
        return 0
    if arguments.action == "show":
        print("\n".join(page(letters[0], box)))
        return 0
    return await _replay(letters, box, brokers, sure=arguments.yes)


async def _replay(letters: Any, box: Any, brokers: Any, *, sure: bool) -> int:
    from flightpulse.dlq.replaying import carry_out, plan

    plans = [plan(one, box) for one in letters]
    refused = sum(bool(one.refused) for one in plans)
    if sure:
        async for line in carry_out(plans, brokers):
            print(line)
    else:
        for one in plans:
            print(one.line)
        print(f"{len(plans) - refused} would be replayed, {refused} refused; nothing was done: --yes does it")
    return 1 if refused else 0


def _place(text: str) -> tuple[int, int]:
    from flightpulse.dlq.letter import place_of

    try:
        return place_of(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _instant(text: str) -> Instant:
    try:
        return parse_instant(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; right is 2026-03-08T06:00:00Z") from None
