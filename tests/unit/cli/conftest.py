"""What every test of the command needs."""

import signal
from collections.abc import Iterator

import pytest

from flightpulse.signals import STOPPING


@pytest.fixture(autouse=True)
def _keep_signal_handlers() -> Iterator[None]:
    """The command takes over Ctrl-C, which pytest wants back."""
    before = {number: signal.getsignal(number) for number in STOPPING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
