"""Where the aircraft is in its turn, from the OUT, OFF, ON and IN times and what takes them back."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from services.core.clock import Instant
from services.core.flight.event import Value
from services.core.flight.returns import ARRIVAL, DEPARTURE, Returns, Times


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
UNDER_WAY = frozenset({Phase.OUT, Phase.OFF, Phase.ON, Phase.IN})
_PASSED: Final = {
    phase: tuple(reversed(_REACHED_BY[number + 1 :])) for number, (phase, _) in enumerate(_REACHED_BY)
}
"""The phases before each, with what reports them; in the order of the turn."""
_FLOWN: Final = ("actualOff", *ARRIVAL)
_STARTED: Final = (*DEPARTURE, *ARRIVAL)


class Movement(NamedTuple):
    """The turn as it stands.

    `cut` is the last return that counts: times up to it no longer stand. `out` and `arrived` are the
    standing OUT and IN, `flown` the first sign that the aircraft took off. `not_observed` has the
    phases that were passed without a report. `conflicts` names returns that cannot be.
    """

    phase: Phase
    cut: Instant | None
    out: Instant | None
    arrived: Instant | None
    flown: Instant | None
    returned: bool
    not_observed: tuple[Phase, ...]
    conflicts: tuple[str, ...]

    @property
    def departed(self) -> bool:
        """Off-block and not come back."""
        return self.phase in UNDER_WAY

    @classmethod
    def of(
        cls,
        facts: Mapping[str, Value],
        *,
        boarding_stopped: Instant | None = None,
        continued: Instant | None = None,
    ) -> "Movement":
        """The movement that these values describe.

        `boarding_stopped` is when boarding so far was called off, `continued` when a diverted flight
        was said to go on: it was at the alternate that it landed before.
        """
        returns = Returns.of({name: value for name, value in facts.items() if isinstance(value, int)})
        standing = _without_stopped_boarding(returns.standing, boarding_stopped)
        flown = min([standing[name] for name in _FLOWN if name in standing], default=None)
        if continued is not None:
            standing = {
                name: time for name, time in standing.items() if name not in ARRIVAL or time > continued
            }
        phase = _reached(standing)
        if flown is not None and phase not in UNDER_WAY - {Phase.OUT}:
            phase = Phase.OFF  # it landed at the alternate and goes on, whatever else was not reported
        return cls(
            phase,
            returns.cut,
            standing.get("actualOut"),
            standing.get("actualIn"),
            flown,
            returns.cut is not None and not any(name in standing for name in _STARTED),
            _not_observed(phase, standing),
            returns.conflicts,
        )


def _without_stopped_boarding(times: Times, stopped: Instant | None) -> Times:
    if stopped is None:
        return times
    return {
        name: time
        for name, time in times.items()
        if name not in ("boardingAt", "gateClosedAt") or time > stopped
    }


def _reached(standing: Times) -> Phase:
    for phase, name in _REACHED_BY:
        if name in standing:
            return phase
    return Phase.SCHEDULED


def _not_observed(phase: Phase, standing: Times) -> tuple[Phase, ...]:
    return tuple([before for before, name in _PASSED.get(phase, ()) if name not in standing])
