"""Rule targets that are to fail, named one ARN a line in a file that a test may rewrite at any time."""

import os
from pathlib import Path

FAULTS_VARIABLE = "FLIGHTPULSE_EMULATOR_FAULTS"


def is_failing(arn: str) -> bool:
    """Whether a fault is injected for this target."""
    file = os.environ.get(FAULTS_VARIABLE)
    if not file:
        return False
    path = Path(file)
    return path.exists() and arn in path.read_text(encoding="utf-8").split()
