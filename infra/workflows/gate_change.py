"""Gate change: gates flip back, so the wait is longer than for a delay; another terminal is told at once."""

from __future__ import annotations

from infra.config import Config
from infra.workflows.limits import spine
from infra.workflows.starts import Start
from services.core.contracts.detail_types import FLIGHT_GATE_CHANGED

STARTS = (Start("GateChange", (FLIGHT_GATE_CHANGED,)),)

_DATA = "$states.input.detail.data"
# From one terminal to another: it may take a train. A terminal that was not known before is no change.
TERMINAL_CHANGED = (
    f"$type({_DATA}.terminal) = 'string' and $type({_DATA}.previousTerminal) = 'string'"
    f" and {_DATA}.terminal != {_DATA}.previousTerminal"
)


def definition(config: Config) -> dict[str, object]:
    """The gate-change workflow. Whom a gate still concerns is the messenger's to decide, per contact."""
    return spine(config, settle=config.workflows.gate_change_settle, urgent=TERMINAL_CHANGED).definition(
        "Tells the contacts of a flight its new gate"
    )
