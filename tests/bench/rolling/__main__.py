"""The pause of a rolling deployment: `python -m tests.bench.rolling`. Needs a container engine.

Members of one group on a real Kafka, a steady flow of real changes into an instant stand-in for AWS. Each
member is replaced, one at a time: a new one joins, then the oldest gets SIGTERM. Nothing is asserted as a
time; a record that never became visible, or a member that did not drain, is an error.
"""

import argparse
import itertools
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from testcontainers.core.config import ConnectionMode, testcontainers_config
from testcontainers.core.network import Network

from local.broker.topics import TOPICS
from local.runtime.ports import LOOPBACK
from tests.bench.latency import send_at_rate, visible
from tests.bench.month import events_of_month
from tests.bench.proof import NotTheWork
from tests.bench.rolling.flow import changing
from tests.bench.rolling.members import Members, Step
from tests.bench.rolling.pause import Waited, lines
from tests.bench.stand_in.client import StandIn
from tests.integration.containers.engine import why_no_engine
from tests.integration.containers.kafka_broker import KafkaBroker

UNUSED = "127.0.0.1:1"
LAST_SECONDS = 60.0
MOST_EVENTS = 40_000


def main() -> int:
    """0, or 1 without an engine, or when not all of the work was done."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rolling", description=__doc__)
    parser.add_argument("--members", type=int, default=3)
    parser.add_argument("--rate", type=float, default=200.0, help="events a second (default 200)")
    parser.add_argument("--settle", type=float, default=5.0, help="seconds between two steps (default 5)")
    chosen = parser.parse_args()
    if reason := why_no_engine():
        sys.stderr.write(f"rolling: {reason}\n")
        return 1
    with tempfile.TemporaryDirectory() as folder, _around(Path(folder)) as (broker, stand_in):
        try:
            steps, waited, steady = _roll(broker, stand_in, Path(folder), chosen)
        except NotTheWork as error:
            sys.stderr.write(f"rolling: {error}\n")
            return 1
    print(
        f"{chosen.members} members, {chosen.rate:g} events a second, {len(waited):,} of them, each a change"
    )
    print("\n".join(lines(steps, waited, steady)))
    return 0


@contextmanager
def _around(folder: Path) -> Iterator[tuple[KafkaBroker, StandIn]]:
    # The engine is on this machine: its reaper too is reached on the loopback address.
    testcontainers_config.tc_host_override = LOOPBACK
    testcontainers_config.connection_mode_override = ConnectionMode.docker_host
    with ExitStack() as stack:
        broker = stack.enter_context(KafkaBroker(stack.enter_context(Network()), UNUSED))
        stand_in = StandIn(folder)
        stack.callback(stand_in.child.stop)
        broker.wait_ready()
        for topic in TOPICS:
            broker.create_topic(topic)
        yield broker, stand_in


def _roll(
    broker: KafkaBroker, stand_in: StandIn, folder: Path, chosen: argparse.Namespace
) -> tuple[list[Step], Waited, tuple[float, float]]:
    """The steps, what every record waited, and when nothing moved."""
    rolled = threading.Event()
    events = list(changing(events_of_month(MOST_EVENTS)))
    flow = itertools.takewhile(lambda _: not rolled.is_set(), events)
    with (
        Members(broker.bootstrap, stand_in.endpoint, folder, chosen.settle) as group,
        ThreadPoolExecutor(1) as thread,
    ):
        for _ in range(chosen.members):
            group.join()
        try:
            sending = thread.submit(send_at_rate, broker.bootstrap, flow, chosen.rate)
            time.sleep(chosen.settle)  # the first records warm the members up
            began = time.time()
            time.sleep(2 * chosen.settle)
            ended = time.time()
            steps = [change() for _ in range(chosen.members) for change in (group.join, group.leave)]
        finally:
            rolled.set()
        produced = sending.result()
        if len(produced) == len(events):
            raise NotTheWork("the events ran out before the last member was replaced: lower --rate")
        _wait_for_all(stand_in, len(produced))
    waited = visible(produced, stand_in.ask("writes"))
    if len(waited) < len(produced):
        raise NotTheWork(f"only {len(waited)} of {len(produced)} changes became visible")
    return steps, waited, (began, ended)


def _wait_for_all(stand_in: StandIn, produced: int) -> None:
    """Each event has a row of its own in the history, also one that changes nothing."""
    deadline = time.monotonic() + LAST_SECONDS
    while (done := stand_in.ask("statistics")["items"].get("EVT", 0)) < produced:
        if time.monotonic() > deadline:
            raise NotTheWork(f"{done} of {produced} events were worked off")
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
