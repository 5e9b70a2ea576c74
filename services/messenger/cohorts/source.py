"""Slot text for a shape: from the cache, else made once under a lease, else none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.slot_text import SlotText
from services.messenger.compose.interface import (
    LeaseState,
    ModelClient,
    ModelUnavailable,
    Source,
    SourcedText,
    TextCache,
    Trial,
)

_log = logging.getLogger(__name__)

PAUSE_SECONDS: Final = 0.25
KEPT_TEXTS: Final = 256
RATE_LIMITED: Final = "rate_limited"
"""Our own bucket is empty: there will be a token soon, or another process has one."""

OUR_OWN_LIMITS: Final = frozenset({RATE_LIMITED, "circuit_open"})
"""They say nothing about the shape: kept as a refusal, they would silence the model for all processes."""


@dataclass(frozen=True, slots=True)
class CohortTexts:
    """Texts of the model, one call per shape.

    Whoever finds another making the text, or our own rate limit reached, waits, but no longer than
    `deadline_seconds`; the same bound ends a repair before it begins. Never raises for want of a
    model. A text once read from the cache is kept in the process, since a batch has a hundred
    messages of one shape.
    """

    cache: TextCache
    model: ModelClient
    current_model: Callable[[], str | None]
    deadline_seconds: float
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    _known: dict[Shape, SlotText] = field(default_factory=dict)

    def model_id(self) -> str | None:
        """The model in use, or None when it is switched off or unknown."""
        return self.current_model()

    def text(self, shape: Shape, trial: Trial) -> SourcedText | None:
        """A text that passed its trial when it was made, or None."""
        if (known := self._known.get(shape)) is not None:
            return SourcedText(known, Source.CACHED, shape.model_id)
        end = self.monotonic() + self.deadline_seconds
        while True:
            state, text = self.cache.get(shape)
            if state is LeaseState.READY and text is not None:
                self._remember(shape, text)
                return SourcedText(text, Source.CACHED, shape.model_id)
            if state is LeaseState.REFUSED:
                return None
            if state is None and self.cache.lease(shape) is LeaseState.MINE:
                made, cause = self._make(shape, trial, end)
                if cause != RATE_LIMITED:
                    return made
            if self.monotonic() + PAUSE_SECONDS >= end:
                return None
            self.sleep(PAUSE_SECONDS)

    def _remember(self, shape: Shape, text: SlotText) -> None:
        if len(self._known) >= KEPT_TEXTS:
            self._known.clear()
        self._known[shape] = text

    def _make(self, shape: Shape, trial: Trial, end: float) -> tuple[SourcedText | None, str | None]:
        """The text, or None and why the model was of no use."""
        try:
            made = self._attempts(shape, trial, end)
        except ModelUnavailable as unavailable:
            if unavailable.cause in OUR_OWN_LIMITS:
                self.cache.give_back(shape)
            else:
                self.cache.put(shape, None)
            if unavailable.cause != RATE_LIMITED:
                fields = {"cause": unavailable.cause, "kind": shape.kind, "model_id": shape.model_id}
                _log.warning("model_unavailable", extra={"fields": fields})
            return None, unavailable.cause
        self.cache.put(shape, made.text if made else None)
        return made, None

    def _attempts(self, shape: Shape, trial: Trial, end: float) -> SourcedText | None:
        """The first answer, or one repair of it told what was wrong."""
        first = self.model.converse(shape)
        errors = trial(first)
        if not errors:
            return SourcedText(first, Source.MODEL, shape.model_id)
        if self.monotonic() >= end:
            return None
        second = self.model.converse(shape, errors)
        return None if trial(second) else SourcedText(second, Source.REPAIRED, shape.model_id)
