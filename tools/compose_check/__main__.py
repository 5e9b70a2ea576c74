"""Starts a stack of its own, replays, kills a consumer in a burst, reads all back, leaves nothing."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flightpulse.errors import UsageProblem
from flightpulse.signals import Stopped, deaf_to_signals, stop_on_signals
from tools.compose_check.api import Api
from tools.compose_check.burst import Said, delay, messages, missing
from tools.compose_check.day import schedule
from tools.compose_check.single_runs import check_rules, replay
from tools.compose_check.stack import CheckedStack, CheckFailed
from tools.compose_check.waiting import until_none

FLIGHTS = 12
DELAYS = 6
REPLAYED = 8
READY_SECONDS = 180.0
TOLD_SECONDS = 180.0
BURST_SECONDS = 300.0


def main() -> int:
    """0 when every promise was kept, 1 when one was not."""
    stop_on_signals()
    started = time.monotonic()
    try:
        stack = CheckedStack.chosen()
        with _removed_at_the_end(stack):
            _check(stack)
    except (CheckFailed, UsageProblem) as failure:
        print(f"FAILED: {failure}", file=sys.stderr)
        return 1
    except Stopped as stopped:
        return 128 + stopped.signal_number
    print(f"Kept, in {time.monotonic() - started:.0f} s: nothing lost, nothing left behind.")
    return 0


def _check(stack: CheckedStack) -> None:
    api = Api(stack.api)
    _step(f"Starting {stack.project}: a real broker, two consumers, the API (the images are built first)")
    stack.up()
    seconds = until_none(lambda: [] if api.is_ready() else ["an answer of /ready"], "the API", READY_SECONDS)
    _step(f"The API is ready at http://{stack.api} ({seconds:.0f} s after the start)")

    # The first load on a stack that has just started, which is when its functions have no process yet.
    _step(f"Replaying {REPLAYED} flights of a real day as the profile demo does")
    _step(replay(stack, REPLAYED))
    flights = schedule(stack, FLIGHTS)
    said = Said()
    delay(api, flights[0], 0, said)
    key = str(flights[0].key)
    seconds = until_none(lambda: [] if messages(api, key) else [key], "a message of the delay", TOLD_SECONDS)
    told = api.read(f"/v1/notifications/{messages(api, key)[0]['notificationId']}") or {}
    _step(f"{key}: told after {seconds:.1f} s by {told['channel']}: {' '.join(told['body'].split())[:90]}")

    for number in range(1, DELAYS):
        if number == DELAYS // 2:
            _step(f"Killing consumer {stack.kill_a_consumer()} after {len(said.events)} events")
        for flight in flights:
            delay(api, flight, number, said)
    seconds = until_none(lambda: missing(api, said), "the burst", BURST_SECONDS)
    _step(
        f"All {len(said.events)} events of {FLIGHTS} flights read back, each flight told of ({seconds:.0f} s)"
    )
    _step(f"promtool has read what Prometheus is told: {check_rules(stack)}")


@contextmanager
def _removed_at_the_end(stack: CheckedStack) -> Iterator[None]:
    """Whatever happens, and deaf to a second Ctrl-C. Raises CheckFailed when something is left."""
    try:
        yield
    except CheckFailed:
        print(stack.logs(), file=sys.stderr)
        raise
    finally:
        with deaf_to_signals():
            _step("Taking everything away")
            left = stack.down()
    if left:
        raise CheckFailed(f"`docker compose down -v` left {', '.join(left)}")
    _step("No container, network or volume is left")


def _step(text: str) -> None:
    print(f"==> {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
