"""The model that writes around the facts."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import regions, text, whole

_MODEL = text(
    r"[a-z]+(\.[a-z0-9-]+)+(:[0-9]+)?",
    "the id of a Bedrock model or inference profile, such as us.anthropic.claude-haiku-5-5",
)


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """`deadline`: seconds after which the template is sent instead."""

    id: str = setting("modelId", _MODEL, "us.anthropic.claude-haiku-5-5")
    regions: tuple[str, ...] = setting("modelRegions", regions, "us-east-1,us-east-2,us-west-2")
    deadline: int = setting("modelDeadline", whole(1, 60), 4)
