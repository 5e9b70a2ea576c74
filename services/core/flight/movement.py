"""Where the aircraft is in its turn, from the OUT, OFF, ON and IN times and the returns."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.core.clock import Instant
from services.core.flight.event import Value


class Phase(StrEnum):
    """How far the flight has come. Skipping forward is legal: feeds drop events."""

    SCHEDULED = "SCHEDULED"
    BOARDING = "BOARDING"
    GATE_CLOSED = "GATE_CLOSED"
    OUT = "OUT"
    OFF = "OFF"
    ON = "ON"
    IN = "IN"


_REACHED_BY = (
    (Phase.IN, "actualIn"),
    (Phase.ON, "actualOn"),
    (Phase.OFF, "actualOff"),
    (Phase.OUT, "actualOut"),
    (Phase.GATE_CLOSED, "gateClosedAt"),
    (Phase.BOARDING, "boardingAt"),
)
_DEPARTURE = ("actualOut", "actualOff")
_UNDER_WAY = frozenset({Phase.OUT, Phase.OFF, Phase.ON, Phase.IN})


@dataclass(frozen=True, slots=True)
class Movement:
    """`cut` is the last return (to the gate, or from the air): times up to it no longer stand."""

    phase: Phase
    cut: Instant | None
    out: Instant | None
    returned: bool

    @property
    def departed(self) -> bool:
        """Off-block and not come back."""
        return self.phase in _UNDER_WAY

    @property
    def flew(self) -> bool:
        """Took off and did not come back to where it started."""
        return self.phase in _UNDER_WAY - {Phase.OUT}

    @classmethod
    def of(cls, facts: Mapping[str, Value]) -> "Movement":
        """The movement that these values describe."""
        times = {name: value for name, value in facts.items() if isinstance(value, int)}
        cut = max(
            (times[name] for name in ("returnedToGateAt", "returnedAirborneAt") if name in times),
            default=None,
        )
        standing = times if cut is None else {name: time for name, time in times.items() if time > cut}
        left_again = any(name in standing for name in _DEPARTURE)
        phase = Phase.SCHEDULED
        for reached, name in _REACHED_BY:
            # After a return, ON and IN behind it are the landing back at the origin until a new
            # OUT or OFF shows that the flight has left again.
            if name in standing and (cut is None or left_again or reached not in _UNDER_WAY):
                phase = reached
                break
        return cls(phase, cut, standing.get("actualOut"), cut is not None and not left_again)
