"""Looks all the time whether anything is committed that is not done, and whether offsets went back."""

import threading
import time
from types import TracebackType

from confluent_kafka import KafkaException

from tests.integration.containers.group.rig import Rig

LOOK_SECONDS = 0.1


class CommitWatch:
    """As a context, beside what happens. `ahead` and `backward` say what was seen; both should stay empty.

    What is committed is read before what is done, so a record that is done in between accuses nobody.
    """

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self._highest: dict[int, int] = {}
        self.looks = 0
        self.ahead: list[str] = []
        self.backward: list[str] = []

    def __enter__(self) -> "CommitWatch":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join(30.0)

    def _look_on(self) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            try:
                self.look()
            except (KafkaException, OSError):
                time.sleep(LOOK_SECONDS)  # the broker is away: nothing can be committed either

    def look(self) -> None:
        """Once."""
        committed = self._rig.committed()
        done = set(self._rig.store.ask("history"))
        for (partition, offset), news in list(self._rig.sent.items()):
            if offset < committed[partition] and news.event_id not in done:
                self.ahead.append(f"{partition}/{offset} is committed and not done")
        for partition, offset in committed.items():
            before = self._highest.get(partition, 0)
            if offset < before:
                self.backward.append(f"{partition}: {before} to {offset}")
            self._highest[partition] = max(before, offset)
        self.looks += 1
