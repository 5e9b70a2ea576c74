"""Start the consumer and stop it well."""

import asyncio
import os
import signal
import sys

from services.consumer.bootstrap import run
from services.consumer.logs import set_up
from services.consumer.settings import BadSetting, Settings


def main() -> int:
    """0 after a clean stop, 2 when a setting is missing or wrong."""
    try:
        settings = Settings.from_environment(os.environ)
    except BadSetting as error:
        sys.stderr.write(f"flightpulse consumer: {error}\n")
        return 2
    set_up(settings.log_level)
    asyncio.run(_run(settings))
    return 0


async def _run(settings: Settings) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await run(settings, stop)
