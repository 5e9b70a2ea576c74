"""The consumer with its patience cut short, so that a test sees in seconds what takes minutes.

`FLIGHTPULSE_TEST_HASTE` names constants and what they become: `watchdog.SILENT_SECONDS=2,...`.
`FLIGHTPULSE_TEST_KILL` ends a part of the first Kafka client once it has received something.
"""

import asyncio
import importlib
import logging
import os
import sys
from typing import Any

from services.consumer.main import main
from services.consumer.membership import Membership

logger = logging.getLogger(__name__)


def hurry(spec: str) -> None:
    """Set each constant. Raises AttributeError for one that does not exist."""
    for one in filter(None, spec.split(",")):
        name, _, value = one.partition("=")
        place, _, constant = name.rpartition(".")
        module = importlib.import_module(f"services.consumer.{place}")
        setattr(module, constant, type(getattr(module, constant))(value))


def kill_once(what: str) -> None:
    """Have the first client of the process lose this part soon after its records began to come."""
    begin = Membership.begin
    begun: list[asyncio.Task[None]] = []

    def begin_and_kill(self: Membership) -> None:
        begin(self)
        if not begun:
            begun.append(asyncio.create_task(_kill(self._kafka.consumer, what)))

    Membership.begin = begin_and_kill  # type: ignore[method-assign]


async def _kill(client: Any, what: str) -> None:
    while not (  # noqa: ASYNC110 # nobody sets an event for it
        client.assignment() and any(client.highwater(one) for one in client.assignment())
    ):
        await asyncio.sleep(0.1)
    await asyncio.sleep(2.0)
    task = client._coordinator._coordination_task if what == "coordination" else client._fetcher._fetch_task
    task.cancel()
    logger.warning("killed_for_a_test")


if __name__ == "__main__":
    hurry(os.environ.get("FLIGHTPULSE_TEST_HASTE", ""))
    if part := os.environ.get("FLIGHTPULSE_TEST_KILL"):
        kill_once(part)
    sys.exit(main())
