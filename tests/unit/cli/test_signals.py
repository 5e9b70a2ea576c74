"""Whatever ends the command, what it started ends first."""

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from flightpulse import cli
from flightpulse.signals import STOPPING, Stopped, deaf_to_signals, stop_on_signals


@pytest.mark.parametrize("number", STOPPING)
def test_each_signal_unwinds_the_stack(number: signal.Signals) -> None:
    ended: list[str] = []
    stop_on_signals()

    def work() -> None:
        with ExitStack() as stack:
            stack.callback(ended.append, "ended")
            os.kill(os.getpid(), number)

    with pytest.raises(Stopped) as stopped:
        work()
    assert (ended, stopped.value.signal_number) == (["ended"], number)


def test_a_second_signal_does_not_interrupt_the_stopping() -> None:
    stop_on_signals()
    with deaf_to_signals():
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(Stopped):
        os.kill(os.getpid(), signal.SIGINT)


def test_the_exit_status_of_an_interrupted_command_names_the_signal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_options: object) -> int:
        os.kill(os.getpid(), signal.SIGINT)
        return 0

    run: Callable[[object], int] = interrupted
    monkeypatch.setattr("flightpulse.commands.demo._run", run)

    assert cli.main(["demo"]) == 130
    assert "Stopped by SIGINT" in capsys.readouterr().out
