"""A course of a group of three on a real broker: one member or another dies, is frozen, and comes back."""

import random
import signal
import time
from typing import Final

from tests.reliability.consumers import Consumer
from tests.reliability.soak.course import READY_SECONDS, TERM_SECONDS, Course
from tests.reliability.soak.outcome import Outcome
from tests.reliability.soak.plan import End, Life

MEMBERS: Final = 3
SESSION_MS: Final = 2_000
FROZEN_TIMES: Final = 2.0
"""So much longer than a lone consumer is frozen: beyond its session, in which another takes over."""


class GroupCourse(Course):
    """Plays a plan by a group: each life that ends is that of one of its members, drawn from the seed."""

    def play(self) -> Outcome:
        """To the end: every life, one of all members without faults, and the oracles."""
        self._chance = random.Random(f"{self._plan.seed}/members")
        self._members = [self.pipeline.start(variant=self._variant) for _ in range(MEMBERS)]
        try:
            self._until(lambda: any(one.is_ready() for one in self._members), READY_SECONDS)
            return super().play()
        finally:
            for member in self._members:
                member.stop(TERM_SECONDS)

    def _live(self, life: Life) -> None:
        if life.catches_up:
            self._catch_up(2 * SESSION_MS / 1000)
        self._produce(list(self._news.some(life.events)))
        time.sleep(life.until_end)
        member = self._members.pop(self._chance.randrange(MEMBERS))
        self._freeze(member, FROZEN_TIMES * life.frozen)
        end = self._end_one(member, life.end)
        self.pipeline.sample()
        self._members.append(self.pipeline.start(variant=self._variant))
        self.outcome.deaths[end.value] += 1
        self._died()

    def _end_one(self, member: Consumer, end: End) -> End:
        """Which member passes a checkpoint is the group's doing, so what is planned for one is a kill."""
        end = End.TERM if end is End.TERM and member.is_ready() else End.KILL
        member.signal(signal.SIGTERM if end is End.TERM else signal.SIGKILL)
        member.wait(TERM_SECONDS)
        self._expect(member, {0} if end is End.TERM else {-signal.SIGKILL})
        return end
