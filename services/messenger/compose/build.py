"""Text source over real clients, for the composition root."""

import time
from typing import Any

from botocore.config import Config

from services.core.clock import Clock
from services.messenger.cohorts.source import CohortTexts
from services.messenger.cohorts.table_cache import TableTextCache
from services.messenger.compose.interface import TextSource
from services.messenger.model.bedrock import BedrockModel
from services.messenger.model.model_id import ParameterModelId
from services.messenger.ports import Table


def bedrock_config(deadline_seconds: float) -> Config:
    """For the bedrock-runtime client: no retries, since the template is the retry."""
    return Config(
        connect_timeout=min(1.0, deadline_seconds),
        read_timeout=deadline_seconds,
        retries={"total_max_attempts": 1},
    )


def text_source(
    table: Table, clock: Clock, bedrock: Any, ssm: Any, model_parameter: str, deadline_seconds: float
) -> TextSource:
    """`bedrock` and `ssm` are boto3 clients, the former made with `bedrock_config`."""
    return CohortTexts(
        cache=TableTextCache(table, clock),
        model=BedrockModel(bedrock, deadline_seconds),
        current_model=ParameterModelId(ssm, model_parameter, time.monotonic),
        deadline_seconds=deadline_seconds,
        monotonic=time.monotonic,
        sleep=time.sleep,
    )
