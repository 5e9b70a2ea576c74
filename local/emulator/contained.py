"""The emulator as a container's process: its state lives on a volume, saved whenever it is stopped.

ministack saves on a clean stop only. After a kill the volume holds an older table than the committed offsets
of the broker know of, and everything in between would be missing without a trace: so it does not start then.
"""

import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from local.emulator.saved import SaveMark
from local.emulator.serve import run

NOT_SAVED_STATUS = 1


def main() -> int:
    """Serve until SIGTERM: 0 after a stop that saved everything, 1 when this or the last one did not."""
    mark = SaveMark(Path(os.environ["STATE_DIR"]))
    if mark.is_unsaved():
        return _not_saved(
            "it was killed last time, before it could save its state, so its volume is older than what the"
            " broker has. Start anew: `docker compose down -v`, then `docker compose up`"
        )
    # uvicorn stops cleanly on the signal and then raises it again: the end asked for is no failure.
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    try:
        run(mark.around)
    except SystemExit as end:
        if end.code:
            raise
    return _not_saved("its state could not be saved: is the volume full?") if mark.is_unsaved() else 0


def _not_saved(reason: str) -> int:
    sys.stderr.write(f"flightpulse embedded AWS: {reason}\n")
    return NOT_SAVED_STATUS


def _end(*_: object) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    sys.exit(main())
