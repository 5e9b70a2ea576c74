"""One course: a consumer that dies time and again, with news all the while, and the oracles at its end."""

import random
import signal
import time
from collections.abc import Callable
from typing import Final

from services.consumer.checkpoints import EXIT_CODE
from tests.reliability.aws.fates import Fate
from tests.reliability.consumers import Consumer
from tests.reliability.pipeline import Pipeline
from tests.reliability.soak.news import News
from tests.reliability.soak.outcome import BROKEN, Outcome
from tests.reliability.soak.plan import End, Life, Plan

FLIGHTS: Final = 12
READY_SECONDS: Final = 30.0
CATCH_UP_SECONDS: Final = 2.0
CHECKPOINT_SECONDS: Final = 1.5
TERM_SECONDS: Final = 40.0
STILL_SECONDS: Final = 30.0
"""Without a commit for so long the last life is stuck."""

_CODES: Final = {
    End.KILL: {-signal.SIGKILL},
    End.TERM: {0},
    End.CHECKPOINT: {EXIT_CODE, -signal.SIGKILL},
}


class Course:
    """Plays a plan in a pipeline of its own."""

    def __init__(
        self, pipeline: Pipeline, plan: Plan, died: Callable[[], None], variant: str | None = None
    ) -> None:
        """`died` is called after each death; `variant` is a fault to put into every consumer."""
        self._variant = variant
        self.pipeline = pipeline
        self._plan = plan
        self._died = died
        self._news = News(random.Random(f"{plan.seed}/news"), FLIGHTS)
        self.outcome = Outcome()

    def play(self) -> Outcome:
        """To the end: every life, one more without faults, and the oracles."""
        fates = self.pipeline.account.fates
        fates.chance, fates.shares = random.Random(f"{self._plan.seed}/faults"), self._plan.shares
        for life in self._plan.lives:
            self._live(life)
        fates.chance = None
        self._produce(list(self._news.late()))
        with self.pipeline.consumer(variant=self._variant) as consumer:
            if left := self._work_off():
                self.outcome.blame(
                    BROKEN, self._plan.seed, [f"{left} records are left, and none is done any more"]
                )
            self.pipeline.sample()
        self._expect(consumer, {0})
        self._count_strikes()
        self.outcome.take(self._plan.seed, self.pipeline.observed())
        return self.outcome

    def _live(self, life: Life) -> None:
        consumer = self.pipeline.start(life.crash_at, self._variant)
        try:
            if life.waits_ready:
                self._until(lambda: consumer.is_ready() or not consumer.running, READY_SECONDS)
            if life.catches_up:
                self._catch_up(CATCH_UP_SECONDS)
            self._produce(list(self._news.some(life.events)))
            time.sleep(life.until_end)
            self._freeze(consumer, life.frozen)
            self._end(consumer, life)
        finally:
            consumer.stop(1.0)
        self.pipeline.sample(interrupted=True)
        self.outcome.deaths[life.end.value] += 1
        self._died()

    def _end(self, consumer: Consumer, life: Life) -> None:
        if life.end is End.TERM and consumer.is_ready():
            consumer.signal(signal.SIGTERM)
            consumer.wait(TERM_SECONDS)
        if life.end is End.CHECKPOINT:
            consumer.wait(CHECKPOINT_SECONDS)
        if consumer.running:
            consumer.signal(signal.SIGKILL)
            consumer.wait(READY_SECONDS)
        self._expect(consumer, _CODES[life.end])

    def _expect(self, consumer: Consumer, codes: set[int]) -> None:
        if consumer.exit_code not in codes:
            tail = consumer.log().splitlines()[-3:]
            self.outcome.blame(
                BROKEN, self._plan.seed, [f"a consumer ended with {consumer.exit_code}: {tail}"]
            )

    def _freeze(self, consumer: Consumer, seconds: float) -> None:
        if not seconds:
            return
        consumer.signal(signal.SIGSTOP)
        time.sleep(seconds)
        consumer.signal(signal.SIGCONT)
        self.outcome.strikes["frozen"] += 1

    def _produce(self, news: list[tuple[bytes, bytes]]) -> None:
        self.pipeline.produce([(self.pipeline.topic, key, value) for key, value in news])

    def _catch_up(self, seconds: float) -> None:
        topics = self.pipeline.topics
        self._until(lambda: topics.committed() == topics.ends(), seconds)

    def _work_off(self) -> int:
        """Wait until all is committed, for as long as any commit is; how many records are left."""
        topics = self.pipeline.topics
        done, since = -1, time.monotonic()
        while (left := sum(topics.ends().values()) - sum(topics.committed().values())) > 0:
            if left != done:
                done, since = left, time.monotonic()
            if time.monotonic() - since > STILL_SECONDS:
                return left
            time.sleep(0.05)
        return 0

    def _until(self, condition: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.03)

    def _count_strikes(self) -> None:
        for fate, count in self.pipeline.account.met.items():
            if fate is not Fate.DONE:
                self.outcome.strikes[f"request {fate.value}"] += count
