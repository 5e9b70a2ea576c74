"""What a demo can be asked to do."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoOptions:
    """`speed` is minutes of the day per second, 0 for as fast as possible; `port` None takes a free one."""

    day: date = date(2013, 3, 8)
    flights: int = 60
    speed: float = 60.0
    seed: int = 7
    passengers_per_flight: int = 6
    report: Path | None = None
    port: int | None = None
    keep_running: bool = False


DEFAULTS = DemoOptions()
