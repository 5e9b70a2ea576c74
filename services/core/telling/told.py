"""What one contact was last told about one flight."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.core.clock import Instant
from services.core.flight.truth import Baseline, Truth
from services.core.telling.aspect import Aspect, off_baseline, take


@dataclass(frozen=True, slots=True)
class Held:
    """A message kept back until the quiet hours end; the token says which hold this is."""

    until: Instant
    token: str


@dataclass(frozen=True, slots=True)
class Told:
    """`n` counts the messages. `values` is None until the first. `ever` has the aspects ever stated.

    `pending` is the embedded outbox: the notifications of number n, whole, until they are known to
    be published. `due` is when the sweeper has to look again (wall clock).
    """

    n: int = 0
    values: Truth | None = None
    ever: frozenset[Aspect] = frozenset()
    pending: tuple[Mapping[str, Any], ...] = field(default=())
    due: Instant | None = None
    held: Held | None = None


def after_telling(
    told: Told, published: Truth, baseline: Baseline, stated: frozenset[Aspect]
) -> tuple[Truth, frozenset[Aspect]]:
    """The values and aspects-ever of TOLD after a message that states these aspects.

    An aspect not stated keeps what was told. For a first message it is what the passenger holds
    anyway: the published value where that is the baseline's, the baseline where it was kept back
    (they are past the gate, say), so that it becomes due should they come back.
    """
    if told.values is not None:
        values = told.values
    else:
        values = baseline.as_truth()
        for aspect in Aspect:
            if not off_baseline(aspect, published, baseline):
                values = take(aspect, values, published)
    for aspect in stated:
        values = take(aspect, values, published)
    return values, told.ever | stated
