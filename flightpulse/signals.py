"""Ctrl-C, a closed terminal and `kill` all unwind the stack, so that everything started is stopped."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """A signal asked the command to end. Not an Exception: no handler of faults may swallow it."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.signal_number = signal_number


def stop_on_signals() -> None:
    """Raise Stopped in the main thread on each of them."""
    for number in STOPPING:
        signal.signal(number, _stop)


@contextmanager
def deaf_to_signals() -> Iterator[None]:
    """While things are being stopped, a second Ctrl-C must not leave half of them behind."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise Stopped(number)
