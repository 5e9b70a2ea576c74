"""What an invocation of the messenger says of itself, and what is counted for it on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.core.clock import MINUTE
from services.core.contracts import metrics as catalogue
from services.core.embedded_metrics import Metrics
from services.core.telling.difference import Kind
from services.messenger.ask import Ask
from services.messenger.compose.interface import Message, Source
from services.messenger.notification import Notification
from services.messenger.result import Tally

NOTICE_MINUTES: Final = 30
"""Within which passengers have to hear of a cancellation, diversion or delay: 14 CFR 259.8(a).

The rule begins at delays of 30 minutes; every delay that is told counts here.
"""

_NOTICE_KINDS: Final = frozenset({Kind.CANCELLED.value, Kind.DIVERTED.value, Kind.DELAY.value})

REJECTED: Final = "rejected"
UNAVAILABLE: Final = "unavailable"
"""Why a template speaks although there is a model: its text failed a check, or there was none in time."""


@dataclass(slots=True)
class Seen:
    """What one invocation saw besides how its looks ended."""

    notice_misses: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)

    def made(self, messages: Iterable[Message]) -> None:
        """Messages for which a model was asked."""
        for each in messages:
            if each.source is Source.TEMPLATE:
                self.fallbacks[REJECTED if each.rejections else UNAVAILABLE] += 1

    def recorded(self, ask: Ask, notifications: Sequence[Notification]) -> None:
        """Messages about to be sent. A request without a time of its own says nothing of lateness."""
        if ask.as_of is None:
            return
        latest = ask.as_of + NOTICE_MINUTES * MINUTE
        self.notice_misses += sum(
            each.kind in _NOTICE_KINDS and each.as_of > latest for each in notifications
        )


def report(metrics: Metrics, tally: Tally, alarms: int, seen: Seen) -> None:
    """TemplateShare is left out of an invocation that made no text, or it would drag the mean."""
    values: dict[catalogue.Metric, float] = {
        catalogue.TOLD: tally.told,
        catalogue.QUIET: sum(tally.quiet.values()),
        catalogue.HELD: tally.held,
        catalogue.FAILED_LOOKS: len(tally.failed),
        catalogue.ALARMS: alarms,
        catalogue.TEXTS: tally.texts,
        catalogue.NOTICE_MISSES: seen.notice_misses,
    }
    if tally.texts:
        values[catalogue.TEMPLATE_SHARE] = 100 * tally.templates / tally.texts
    metrics.emit(values)
    for reason, count in seen.fallbacks.items():
        metrics.emit({catalogue.MESSAGE_FALLBACK: count}, by=reason)
