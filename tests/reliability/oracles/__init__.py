"""What must hold of every course, whatever was done to the consumer: one oracle a file.

Each takes what was observed and says what is wrong, nothing when it holds. An oracle that saw too little to
judge says so, which is a fault as well.
"""

from collections.abc import Callable
from typing import Final

from tests.reliability.observed import Observed
from tests.reliability.oracles.commit_never_ahead import commit_never_ahead_of_done
from tests.reliability.oracles.duplicates_bounded import duplicates_bounded
from tests.reliability.oracles.no_loss import no_loss
from tests.reliability.oracles.offset_never_regresses import offset_never_regresses
from tests.reliability.oracles.order_published import order_published
from tests.reliability.oracles.state_equals_merge import state_equals_merge
from tests.reliability.oracles.told_once import told_once

__all__ = [
    "ORACLES",
    "commit_never_ahead_of_done",
    "duplicates_bounded",
    "judge",
    "no_loss",
    "offset_never_regresses",
    "order_published",
    "state_equals_merge",
    "told_once",
]

ORACLES: Final[tuple[Callable[[Observed], list[str]], ...]] = (
    no_loss,
    order_published,
    state_equals_merge,
    told_once,
    duplicates_bounded,
    commit_never_ahead_of_done,
    offset_never_regresses,
)


def judge(observed: Observed) -> list[str]:
    """Everything that any oracle finds wrong, with its name."""
    return [f"{oracle.__name__}: {found}" for oracle in ORACLES for found in oracle(observed)]
