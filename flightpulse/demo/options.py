"""What a demo can be asked to do."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from local.replay.fault import Fault


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """`speed` is minutes of the day per second, 0 for as fast as possible; `port` None takes a free one.

    `flights` None is every flight of the day, a number a sample of them.
    `against` names a file that says where a running stack is; without it, one is started and stopped again.
    `lockstep` has no speed: each minute takes as long as everything that it sets off. `faults` imply it.
    """

    day: date = date(2013, 3, 8)
    flights: int | None = None
    speed: float = 60.0
    seed: int = 7
    passengers_per_flight: int = 6
    report: Path | None = None
    port: int | None = None
    against: Path | None = None
    keep_running: bool = False
    lockstep: bool = False
    faults: frozenset[Fault] = frozenset()


DEFAULTS = DemoOptions()
