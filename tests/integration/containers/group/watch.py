"""Looks all the time at what is committed, and at how much is done right after that."""

import threading
import time
from types import TracebackType

from confluent_kafka import KafkaException

from tests.integration.containers.group.rig import Rig
from tests.reliability.observed import Sample

LOOK_SECONDS = 0.1


class CommitWatch:
    """As a context, beside what happens. What was seen is judged afterwards, by the oracles."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self.samples: list[Sample] = []

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
        """Once. What is committed is read first, so what is done in between accuses nobody."""
        committed = {(self._rig.topic, one): offset for one, offset in self._rig.committed().items()}
        self.samples.append(Sample(committed, *self._rig.store.ask("sizes")))
