"""Slot text for a shape: from the cache, else made once under a lease, else none."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from services.messenger.cohorts.shape import Shape
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


@dataclass(frozen=True, slots=True)
class CohortTexts:
    """Texts of the model, one call per shape.

    Whoever finds another making the text waits for it, but no longer than `deadline_seconds`; the
    same bound ends a repair before it begins. Never raises for want of a model.
    """

    cache: TextCache
    model: ModelClient
    current_model: Callable[[], str | None]
    deadline_seconds: float
    monotonic: Callable[[], float]
    sleep: Callable[[float], None]

    def model_id(self) -> str | None:
        """The model in use, or None when it is switched off or unknown."""
        return self.current_model()

    def text(self, shape: Shape, trial: Trial) -> SourcedText | None:
        """A text that passed its trial when it was made, or None."""
        end = self.monotonic() + self.deadline_seconds
        while True:
            state, text = self.cache.get(shape)
            if state is LeaseState.READY and text is not None:
                return SourcedText(text, Source.CACHED, shape.model_id)
            if state is LeaseState.REFUSED:
                return None
            if state is None and self.cache.lease(shape) is LeaseState.MINE:
                return self._make(shape, trial, end)
            if self.monotonic() + PAUSE_SECONDS >= end:
                return None
            self.sleep(PAUSE_SECONDS)

    def _make(self, shape: Shape, trial: Trial, end: float) -> SourcedText | None:
        try:
            made = self._attempts(shape, trial, end)
        except ModelUnavailable as unavailable:
            _log.warning("model.unavailable", extra={"cause": unavailable.cause, "kind": shape.kind})
            made = None
        self.cache.put(shape, made.text if made else None)
        return made

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
