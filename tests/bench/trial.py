"""One contender at work: a broker, a stand-in and a process of its own, measured over a backlog."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from flightpulse.demo.producer import EventProducer
from local.broker import MockBroker
from local.replay.stream import ReplayEvent
from local.runtime.child import Child
from local.runtime.paths import REPOSITORY
from tests.bench.contender import TOPIC, Contender, environment
from tests.bench.processor_time import peak_memory_mb, processor_seconds
from tests.bench.proof import NotTheWork
from tests.bench.stand_in.client import StandIn

PATIENCE_SECONDS: Final = 60.0
SAY_SECONDS: Final = 2.0
_LAST_COMMIT_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Figures:
    """What a backlog cost. Seconds are processor seconds of the contender, `wall` seconds by the clock."""

    events: int
    seconds: float
    wall: float
    memory_mb: float
    statistics: dict[str, Any]

    @property
    def events_per_cpu_second(self) -> float:
        """Events done for each second of processor time."""
        return self.events / self.seconds


class Trial:
    """A contender that is ready to work. Leave it as a context, and everything is stopped."""

    def __init__(self, contender: Contender, folder: Path) -> None:
        folder.mkdir(parents=True)
        self._contender = contender
        self._sent: list[ReplayEvent] = []
        self.stand_in = StandIn(folder)
        self.broker = MockBroker.start(folder)
        self.child = Child(
            contender.name,
            [sys.executable, "-m", contender.module],
            env=environment(self.broker.bootstrap, self.stand_in.endpoint),
            cwd=REPOSITORY,
            log_file=folder / "contender.log",
        )
        self.child.wait_ready(lambda: contender.ready in self.child.log(), 30.0)

    def __enter__(self) -> "Trial":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.stop()
        self.broker.stop()
        self.stand_in.child.stop()

    @property
    def sent(self) -> Sequence[ReplayEvent]:
        """Everything sent so far."""
        return self._sent

    def work_off(self, events: Sequence[ReplayEvent], say: Callable[[str], None]) -> Figures:
        """Send all at once and wait until all is done."""
        before, started = processor_seconds(self.child.pid), time.monotonic()
        with EventProducer(self.broker.bootstrap, TOPIC) as producer:
            for event in events:
                producer.send(event)
        self._sent.extend(events)
        ended = self.wait(say)
        time.sleep(_LAST_COMMIT_SECONDS)
        return Figures(
            len(events),
            processor_seconds(self.child.pid) - before,
            ended - started,
            peak_memory_mb(self.child.pid),
            self.stand_in.ask("statistics"),
        )

    def wait(self, say: Callable[[str], None]) -> float:
        """Until everything sent has its history row and every flight its state; the monotonic time then."""
        flights = len({event.flight_key for event in self._sent})
        done, since, said = -1, time.monotonic(), 0.0
        while True:
            items = self.stand_in.ask("statistics")["items"]
            now = items.get("EVT", 0)
            if now >= len(self._sent) and items.get("STATE", 0) >= flights:
                return time.monotonic()
            if now != done:
                done, since = now, time.monotonic()
            if time.monotonic() - said > SAY_SECONDS:
                said = time.monotonic()
                say(f"{self._contender.name}: {done:,} of {len(self._sent):,} events")
            if time.monotonic() - since > PATIENCE_SECONDS:
                raise NotTheWork(f"{self._contender.name} stands still at {done:,}\n{self.child.log_tail()}")
            time.sleep(0.1)
