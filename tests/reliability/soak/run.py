"""The whole soak: courses side by side on a broker that goes away now and then, and a consumer that stays."""

import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from local.broker import MockBroker
from tests.reliability.aws.server import AwsServer
from tests.reliability.pipeline import Broker, Pipeline
from tests.reliability.soak.course import Course
from tests.reliability.soak.group import SESSION_MS, GroupCourse
from tests.reliability.soak.memory import Slope
from tests.reliability.soak.outcome import BROKEN, Outcome
from tests.reliability.soak.plan import LIVES, plan
from tests.reliability.soak.steady import Steady

AT_A_TIME: Final = 8
GROUPS_AT_A_TIME: Final = 3
NO_PROXY: Final = "127.0.0.1:1"
OUTAGE_EVERY_SECONDS: Final = (6.0, 18.0)
OUTAGE_SECONDS: Final = (0.2, 1.5)


@dataclass(frozen=True, slots=True)
class Soaked:
    """What a soak came to."""

    seed: int
    wanted: int
    outcome: Outcome
    memory: Slope
    seconds: float
    groups: bool = False

    @property
    def faults(self) -> dict[str, list[str]]:
        """Everything that is wrong, by the name of what found it; empty when the soak is passed."""
        found = dict(self.outcome.faults)
        if self.memory.fault:
            found["memory"] = [self.memory.fault]
        if self.outcome.kills < self.wanted:
            found["kills"] = [
                f"{self.outcome.kills} of {self.wanted} deaths: the time was over, or courses broke"
            ]
        return found


class Soak:
    """Plays so many deaths, in courses that each follow the seed and their number."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        kills: int,
        limit_seconds: float,
        variant: str | None = None,
        *,
        groups: bool = False,
    ) -> None:
        """`variant` is put into every consumer that is killed; `groups`: of three, on a real broker."""
        self._variant = variant
        self._groups = groups
        self._folder = folder
        self._seed = seed
        self._kills = kills
        self._deadline = time.monotonic() + limit_seconds
        self._outcome = Outcome()
        self._one_at_a_time = threading.Lock()
        self._over = threading.Event()

    def run(self, died: Callable[[], None]) -> Soaked:
        """To the end, or to the limit, after which no course is begun. `died` is called after each death."""
        began = time.monotonic()
        with broker_of(self._folder, real=self._groups) as broker, AwsServer() as server:
            self._broker, self._server = broker, server
            steady = Steady(self._pipeline("steady"), self._seed)
            steady.start()
            outages = threading.Thread(target=self._take_the_broker_away, daemon=True)
            outages.start()
            places = GROUPS_AT_A_TIME if self._groups else AT_A_TIME
            with ThreadPoolExecutor(places) as pool:
                courses = [
                    pool.submit(self._play, number, lives, died)
                    for number, lives in enumerate(_divided(self._kills, places))
                ]
            for number, course in enumerate(courses):
                if error := course.exception():
                    self._outcome.blame(BROKEN, f"{self._seed}/{number}", [repr(error)])
            self._over.set()
            outages.join()
            memory = steady.end()
            self._outcome.add(steady.outcome)
        seconds = time.monotonic() - began
        return Soaked(self._seed, self._kills, self._outcome, memory, seconds, self._groups)

    def _play(self, number: int, lives: int, died: Callable[[], None]) -> None:
        if time.monotonic() > self._deadline:
            return
        pipeline = self._pipeline(f"course-{number}", is_group=self._groups)
        kind = GroupCourse if self._groups else Course
        course = kind(pipeline, plan(self._seed, number, lives), died, self._variant)
        try:
            course.play()
        finally:
            course.pipeline.close()
            with self._one_at_a_time:
                self._outcome.add(course.outcome)
        if not course.outcome.faults:
            shutil.rmtree(course.pipeline.folder)

    def _pipeline(self, name: str, *, is_group: bool = False) -> Pipeline:
        folder = self._folder / name
        folder.mkdir()
        with self._one_at_a_time:  # commands to the broker go over one pipe
            made = Pipeline(self._broker, self._server, folder, is_group=is_group)
        if self._groups:
            made.session_ms = SESSION_MS
        return made

    def _take_the_broker_away(self) -> None:
        chance = random.Random(f"{self._seed}/broker")
        if not isinstance(self._broker, MockBroker):
            return  # tests/integration/containers/group does that to a real one
        while not self._over.wait(chance.uniform(*OUTAGE_EVERY_SECONDS)):
            with self._one_at_a_time:
                self._broker.down()
                time.sleep(chance.uniform(*OUTAGE_SECONDS))
                self._broker.up()
                self._outcome.strikes["the broker gone"] += 1


@contextmanager
def broker_of(folder: Path, *, real: bool) -> Iterator[Broker]:
    """The embedded broker, or Apache Kafka in a container, which needs an engine."""
    if not real:
        with MockBroker.start(folder) as broker:
            yield broker
        return
    # Only here: nobody else needs a container engine.
    from testcontainers.core.network import Network

    from tests.integration.containers.kafka_broker import KafkaBroker

    with Network() as network, KafkaBroker(network, NO_PROXY) as kafka:
        kafka.wait_ready()
        yield kafka


def _divided(kills: int, places: int) -> list[int]:
    """Deaths of each course: enough courses to have all places taken, none longer than `LIVES`."""
    courses = max(-(-kills // LIVES), min(kills, places))
    return [kills // courses + (number < kills % courses) for number in range(courses)]
