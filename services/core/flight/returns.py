"""Returns to the gate (AHM 780 RR) and from the air (FR): which of the reported times they take back.

OUT goes back to SCHEDULED by a return to the gate only, OFF by a return from the air only, and from IN
there is no way back. A return that breaks this is parked: it changes nothing and is named a conflict.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from services.core.clock import Instant

Times = Mapping[str, Instant]

DEPARTURE: Final = ("actualOut", "actualOff")
ARRIVAL: Final = ("actualOn", "actualIn")


class Returns(NamedTuple):
    """`standing` are the times that still count, `cut` the last return that does."""

    standing: Times
    cut: Instant | None
    conflicts: tuple[str, ...]

    @classmethod
    def of(cls, times: Times) -> "Returns":
        """What these times come to, in whatever order they were heard."""
        standing, cut, conflicts = times, None, []
        from_air = times.get("returnedAirborneAt")
        if from_air is not None:
            if _arrived_before(times, from_air):
                conflicts.append("returned_airborne_after_in")
            else:
                standing, cut = _after(times, from_air, landing_is_back=True), from_air
        to_gate = standing.get("returnedToGateAt")
        if to_gate is not None:
            if any(standing[name] <= to_gate for name in ("actualOff", *ARRIVAL) if name in standing):
                conflicts.append("returned_to_gate_after_off")
            else:
                standing, cut = _after(standing, to_gate, landing_is_back=False), to_gate
        return cls(standing, cut, tuple(conflicts))


def _arrived_before(times: Times, moment: Instant) -> bool:
    """On block before, and not left again since: an IN older than OUT or OFF is that of a return."""
    arrived = times.get("actualIn")
    if arrived is None or arrived > moment:
        return False
    return all(times[name] <= arrived for name in DEPARTURE if name in times)


def _after(times: Times, cut: Instant, *, landing_is_back: bool) -> Times:
    """The times behind a return. ON and IN behind it are those of coming back until it leaves again.

    After a return to the gate only a flight can land, so there an ON stands for the OUT and OFF that
    nobody reported.
    """
    standing = {name: time for name, time in times.items() if time > cut}
    leaving = DEPARTURE if landing_is_back else (*DEPARTURE, "actualOn")
    left = min((standing[name] for name in leaving if name in standing), default=None)
    return {
        name: time
        for name, time in standing.items()
        if name not in ARRIVAL or (left is not None and time >= left)
    }
