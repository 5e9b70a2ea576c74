"""Messages of the last hour: the newest whole, all of them counted."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from services.core.clock import MINUTE, Instant

if TYPE_CHECKING:
    from services.api.live.memory import Shown

KEPT: Final = 100
_KNOWN: Final = 50_000
"""Ids by which a second delivery is told: those of minutes, and it comes within minutes."""

TEMPLATE: Final = "template"


class Messages:
    """`count` and `template_share` are of the last hour."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, None] = OrderedDict()
        self._newest: deque[Shown] = deque(maxlen=KEPT)
        self._all: Counter[Instant] = Counter()
        self._told_how: Counter[Instant] = Counter()
        self._templates: Counter[Instant] = Counter()

    def add(self, shown: Shown) -> bool:
        """False when it is known already."""
        identity = shown.row["notificationId"]
        if identity in self._known:
            return False
        self._known[identity] = None
        if len(self._known) > _KNOWN:
            self._known.popitem(last=False)
        self._newest.append(shown)
        minute = shown.appeared - shown.appeared % MINUTE
        source = shown.row["source"]
        self._all[minute] += 1
        self._told_how[minute] += source is not None
        self._templates[minute] += source == TEMPLATE
        return True

    @property
    def count(self) -> int:
        """How many were sent."""
        return self._all.total()

    @property
    def template_share(self) -> float | None:
        """Of those that say how their text was made; None when none does."""
        known = self._told_how.total()
        return round(self._templates.total() / known, 4) if known else None

    def newest(self) -> Sequence[Shown]:
        """The newest last."""
        return tuple(self._newest)

    def forget(self, before: Instant) -> None:
        """Drop the minutes before."""
        for counter in (self._all, self._told_how, self._templates):
            for minute in [minute for minute in counter if minute < before - before % MINUTE]:
                del counter[minute]
