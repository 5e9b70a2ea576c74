"""Where the wording comes from: the model behind its cache, or the templates alone."""

from __future__ import annotations

import time

from services.core.awsio.blocking.clients import client
from services.core.clock import Clock
from services.core.embedded_metrics import Metrics
from services.messenger.cohorts.shape import Shape
from services.messenger.cohorts.source import CohortTexts
from services.messenger.cohorts.table_cache import TableTextCache
from services.messenger.compose.interface import SourcedText, TextSource, Trial
from services.messenger.model.bedrock import BedrockModel
from services.messenger.model.limits import TokenBucket
from services.messenger.model.model_id import ParameterModelId
from services.messenger.ports import Table
from services.messenger.settings import Settings


class TemplatesOnly:
    """A `TextSource` without a model: the template always speaks."""

    def text(self, _shape: Shape, _trial: Trial, /) -> SourcedText | None:
        """None, for every shape."""
        return None

    def model_id(self) -> str | None:
        """There is no model."""
        return None


def text_source(settings: Settings, table: Table, clock: Clock, metrics: Metrics) -> TextSource:
    """The source that the settings ask for: no model parameter, no model."""
    if settings.model_parameter is None:
        return TemplatesOnly()
    deadline = settings.model_deadline_seconds
    # One attempt: what a retry would wait for, the template says at once.
    runtime = client("bedrock-runtime", read_seconds=deadline, attempts=1)
    return CohortTexts(
        cache=TableTextCache(table, clock),
        model=BedrockModel(
            runtime,
            deadline,
            bucket=_bucket(settings.model_calls_per_second),
            guardrail=settings.guardrail,
            metrics=metrics,
        ),
        current_model=ParameterModelId(client("ssm"), settings.model_parameter, time.monotonic),
        deadline_seconds=deadline,
        monotonic=time.monotonic,
        sleep=time.sleep,
    )


def _bucket(per_second: float | None) -> TokenBucket | None:
    """So that all processes together stay within the quota of the model."""
    return None if per_second is None else TokenBucket(time.monotonic, per_second=per_second)
