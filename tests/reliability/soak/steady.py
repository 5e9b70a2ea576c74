"""A consumer that is never killed, while all else fails: its memory, second by second, and the oracles."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tests.reliability.pipeline import Pipeline
from tests.reliability.soak.memory import LEAST_SAMPLES, Slope, slope
from tests.reliability.soak.news import News
from tests.reliability.soak.outcome import BROKEN, Outcome
from tests.reliability.soak.plan import SHARES

FLIGHTS: Final = 40
EVENTS: Final = 10
"""A beat."""

BEAT_SECONDS: Final = 0.25
SAMPLES: Final = 2 * LEAST_SAMPLES
"""A soak that is over sooner waits for them."""

LAST_SECONDS: Final = 60.0


class Steady:
    """Lives in a thread from `start` to `end`."""

    def __init__(self, pipeline: Pipeline, seed: int) -> None:
        self._pipeline = pipeline
        self._name = f"{seed}/steady"
        self._news = News(random.Random(self._name), FLIGHTS)
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="steady")
        self._samples: list[tuple[float, int | None]] = []
        self.outcome = Outcome()

    def start(self) -> None:
        """Begin."""
        self._life = self._pool.submit(self._feed)

    def end(self) -> Slope:
        """Let it do what is left, judge, and say how its memory went."""
        self._stop.set()
        if error := self._life.exception():
            self.outcome.blame(BROKEN, self._name, [repr(error)])
        self._pool.shutdown()
        self._pipeline.close()
        return slope(self._samples)

    def _feed(self) -> None:
        fates = self._pipeline.account.fates
        with self._pipeline.consumer() as consumer:
            fates.chance, fates.shares = random.Random(f"{self._name}/faults"), SHARES
            began = time.monotonic()
            while not self._stop.wait(BEAT_SECONDS) or len(self._samples) < SAMPLES:
                time.sleep(BEAT_SECONDS if self._stop.is_set() else 0.0)
                self._produce()
                self._samples.append((time.monotonic() - began, consumer.memory_bytes))
            fates.chance = None
            self._pipeline.produce([(self._pipeline.topic, key, value) for key, value in self._news.late()])
            deadline = time.monotonic() + LAST_SECONDS
            topics = self._pipeline.topics
            while topics.committed() != topics.ends() and time.monotonic() < deadline:
                time.sleep(0.1)
            self._pipeline.sample()
            self._pipeline.sample()
        if consumer.exit_code != 0:
            self.outcome.blame(BROKEN, self._name, [f"the steady consumer ended with {consumer.exit_code}"])
        self.outcome.take(self._name, self._pipeline.observed())

    def _produce(self) -> None:
        topic = self._pipeline.topic
        self._pipeline.produce([(topic, key, value) for key, value in self._news.some(EVENTS)])
