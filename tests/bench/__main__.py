"""The consumer, a plain loop and a FastStream handler at the same work, in one run: `make bench`.

Each gets the real event mix of March 2013 as a backlog, a mock broker and an instant stand-in for AWS that
enforces conditions and checks a sample of signatures. Processor seconds are compared, which a busy machine
inflates for all alike; nothing here is asserted as a time, but a run that left work out is an error.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from local.replay.stream import ReplayEvent
from tests.bench import report
from tests.bench.changing import changing
from tests.bench.contender import WARM_UP, Contender, contenders
from tests.bench.latency import send_at_rate, visible_ms
from tests.bench.month import events_of_month
from tests.bench.proof import NotTheWork, prove, prove_states
from tests.bench.trial import Figures, Trial

LATENCY_SECONDS: Final = 10.0
_LAST_WRITES_SECONDS: Final = 1.0


def main() -> int:
    """0, or 1 when a contender did not do the work."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--events", type=int, default=60_000, help="the backlog of flightpulse (default 60000)"
    )
    parser.add_argument(
        "--rate", type=int, default=500, help="events a second while the latency is taken (default 500)"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    arguments = parser.parse_args()
    say("making the events of March 2013")
    rate = arguments.rate
    events = events_of_month(arguments.events + WARM_UP + int(rate * LATENCY_SECONDS))
    figures: dict[str, Figures] = {}
    visible: list[float] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            for contender in contenders(arguments.events):
                with Trial(contender, Path(folder) / contender.name.replace(" ", "-")) as trial:
                    figures[contender.name] = _work_off(trial, contender, events)
                    if contender.name == "flightpulse":
                        visible = _steady(trial, events[len(trial.sent) :], rate)
    except NotTheWork as error:
        sys.stderr.write(f"bench: {error}\n")
        return 1
    found = report.as_json(figures, visible, rate)
    print("\n".join(report.lines(figures, found)))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def say(line: str) -> None:
    """Progress, beside the figures."""
    sys.stderr.write(f"{line}\n")


def _work_off(trial: Trial, contender: Contender, events: Sequence[ReplayEvent]) -> Figures:
    warm = events[: contender.warm_up]
    trial.work_off(warm, say)
    found = trial.work_off(events[len(warm) : contender.events + len(warm)], say)
    prove(found.statistics, len(trial.sent), len({event.flight_key for event in trial.sent}))
    if contender.name == "flightpulse":
        prove_states(trial.stand_in.ask("registers"), trial.sent)
    return found


def _steady(trial: Trial, events: Sequence[ReplayEvent], rate: float) -> list[float]:
    say(f"flightpulse: {rate:,.0f} events a second for {LATENCY_SECONDS:g} s")
    steady = events[: int(rate * LATENCY_SECONDS)]
    changes = changing(trial.sent, steady)
    produced = send_at_rate(trial.broker.bootstrap, steady, rate)
    time.sleep(_LAST_WRITES_SECONDS)
    found = visible_ms(produced, trial.stand_in.ask("writes"), changes)
    if len(found) < len(changes):
        raise NotTheWork(f"of {len(changes)} changes {len(found)} became visible at a steady rate")
    return found


if __name__ == "__main__":
    sys.exit(main())
