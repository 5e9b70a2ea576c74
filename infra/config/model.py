"""The model that writes around the facts."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, regions, switch, text, whole

_MODEL = text(
    r"[a-z]+(\.[a-z0-9-]+)+(:[0-9]+)?",
    "the id of a Bedrock model or inference profile, such as us.anthropic.claude-haiku-5-5",
)

PLAIN, SECURE = "plain", "secure"


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """`deadline`: seconds after which the template is sent instead.

    `parameter`: who makes the parameter that names the model, the stack (as plain text) or
    `flightpulse params put` (encrypted, which CloudFormation cannot). `requests_per_minute` is the
    account's quota of the model.
    """

    id: str = setting("modelId", _MODEL, "us.anthropic.claude-haiku-5-5")
    regions: tuple[str, ...] = setting("modelRegions", regions, "us-east-1,us-east-2,us-west-2")
    deadline: int = setting("modelDeadline", whole(1, 60), 4)
    parameter: str = setting("modelParameter", one_of(PLAIN, SECURE), PLAIN)
    requests_per_minute: int = setting("modelRequestsPerMinute", whole(1, 1_000_000), 250)
    guardrail: bool = setting("guardrail", switch, False, staging=True, prod=True)
