"""Where the wording comes from: the model behind its cache, or the templates alone."""

from __future__ import annotations

from services.messenger.cohorts.shape import Shape
from services.messenger.compose.interface import SourcedText, TextSource, Trial
from services.messenger.ports import Table
from services.messenger.settings import Settings


class TemplatesOnly:
    """A `TextSource` without a model."""

    def text(self, shape: Shape, trial: Trial) -> SourcedText | None:
        """None: the template speaks."""
        return None

    def model_id(self) -> str | None:
        """There is no model."""
        return None


def text_source(settings: Settings, table: Table) -> TextSource:
    """The source that the settings ask for."""
    return TemplatesOnly()
