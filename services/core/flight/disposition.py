"""What has become of the flight as a whole, and what sources say of it that cannot be.

What cannot be is parked: it stays in the registers, is named among the conflicts for an alarm, and
changes neither the disposition nor any message.
"""

from collections.abc import Mapping

from services.core.flight.movement import Movement
from services.core.flight.registers import Register
from services.core.flight.truth import Disposition


def disposition_of(
    winners: Mapping[str, Register], movement: Movement
) -> tuple[Disposition, tuple[str, ...]]:
    """The disposition, and the names of the conflicts."""
    conflicts = list(movement.conflicts)
    cancelled = winners.get("cancelled")
    if cancelled is not None and cancelled.value:
        if movement.flown is None:
            return Disposition.CANCELLED, tuple(conflicts)
        # A flight that took off is not cancelled, whatever a feed says: some call a flight that they
        # no longer track "cancelled". Taking off after a cancellation reinstates the flight.
        late = cancelled.occurred_at > movement.flown
        conflicts.append("cancelled_after_off" if late else "cancelled_but_flew")
    diversion = winners.get("diversion")
    if diversion is not None and diversion.value:
        if movement.cut is not None and diversion.occurred_at <= movement.cut:
            pass  # it came back to where it started, and has a new departure before it
        elif movement.arrived is not None and diversion.occurred_at > movement.arrived:
            conflicts.append("diverted_after_in")
        else:
            return Disposition.DIVERTED, tuple(conflicts)
    return (Disposition.RETURNED if movement.returned else Disposition.OPERATING), tuple(conflicts)
