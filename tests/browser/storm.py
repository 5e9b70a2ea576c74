"""A bad day, for the drill and the pictures."""

import random
import threading

from tests.browser.scripted.world import Scripted
from tests.browser.serving import Serving

PER_SECOND = 100
GUSTS = 20
"""A second."""


class Storm:
    """A hundred changes a second, from a thread of its own."""

    def __init__(self, world: Scripted, serving: Serving) -> None:
        self._world = world
        self._serving = serving
        self._draw = random.Random(7)
        self._keys = list(world.flights)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._blow, daemon=True)

    def begin(self) -> None:
        """From now on."""
        self._thread.start()

    def end(self) -> None:
        """Nothing changes any more when this returns."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join()

    def _blow(self) -> None:
        while not self._over.wait(1 / GUSTS):
            self._serving.call(self._gust)

    def _gust(self) -> None:
        for _ in range(PER_SECOND // GUSTS):
            key, roll = self._draw.choice(self._keys), self._draw.random()
            if roll < 0.15:
                self._world.tell(key)
            elif roll < 0.3:
                self._world.disrupt(key, self._draw.choice(("RUNNING", "DONE", "FAILED")))
            elif roll < 0.32:
                self._world.report(lagRecords=self._draw.randint(0, 900))
            else:
                self._change(key)

    def _change(self, key: str) -> None:
        status = self._draw.choice(("scheduled", "boarding", "delayed", "cancelled", "departed"))
        gate = f"{self._draw.choice('ABCD')}{self._draw.randint(1, 48)}"
        late = self._draw.randint(-5, 200)
        self._world.change(key, status=status, gate=gate, delayMinutes=late, changes=["gate", "delay"])
