"""Start the consumer and stop it well."""

import asyncio
import gc
import logging
import os
import signal
import sys

import uvloop

from services.consumer.bootstrap import run
from services.consumer.errors import CannotStart
from services.consumer.logs import fields, set_up
from services.consumer.settings import BadSetting, Settings

logger = logging.getLogger(__name__)


def main() -> int:
    """0 after a clean stop, 1 when what is around does not allow a start, 2 for a wrong setting."""
    try:
        settings = Settings.from_environment(os.environ)
    except BadSetting as error:
        sys.stderr.write(f"flightpulse consumer: {error}\n")
        return 2
    set_up(settings.log_level)
    try:
        uvloop.run(_run(settings))
    except CannotStart as error:
        logger.error("not started", extra=fields(reason=str(error)))
        return 1
    return 0


async def _run(settings: Settings) -> None:
    # What is loaded now stays, and cached flights are no cycles: looking through them all the time
    # costs an eighth of decoding and merging (docs/performance.md). Full collections still come, just later.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run(settings, stop)
