"""All areas together, read from the context and checked (`-c name=value`, or cdk.json)."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from infra.config.api import ApiConfig
from infra.config.callers import CallersConfig
from infra.config.consumer import ConsumerConfig
from infra.config.data import DataConfig
from infra.config.functions import FunctionsConfig
from infra.config.kafka import KafkaConfig
from infra.config.model import ModelConfig
from infra.config.network import NetworkConfig
from infra.config.observability import ObservabilityConfig
from infra.config.ownership import OwnershipConfig
from infra.config.presets import LOCAL, PRESETS
from infra.config.setting import Setting, read_area, settings_of
from infra.config.tasks import TasksConfig
from infra.config.together import check_together
from infra.config.tracing import TracingConfig
from infra.config.workflows import WorkflowsConfig
from infra.context import ContextError, one_of

_PRESET = Setting("preset", one_of(*PRESETS), None, {})


@dataclass(frozen=True, slots=True)
class Config:
    """What the presets and the context decide; times in seconds unless the name says otherwise."""

    preset: str
    ownership: OwnershipConfig
    data: DataConfig
    model: ModelConfig
    functions: FunctionsConfig
    workflows: WorkflowsConfig
    network: NetworkConfig
    kafka: KafkaConfig
    tasks: TasksConfig
    consumer: ConsumerConfig
    api: ApiConfig
    callers: CallersConfig
    tracing: TracingConfig
    observability: ObservabilityConfig

    @property
    def is_local(self) -> bool:
        """The embedded AWS runs data and workflows; there is no network and there are no services."""
        return self.preset == LOCAL

    @classmethod
    def from_context(cls, context: Mapping[str, object]) -> Config:
        """Raises ContextError with the name, the wrong value and what would be right."""
        _refuse_unknown(context)
        preset = str(_PRESET.read(None, context))
        config = cls(preset, **{name: read_area(area, preset, context) for name, area in AREAS.items()})
        check_together(config)
        return config


AREAS: Mapping[str, type[Any]] = {
    name: area
    for name, area in get_type_hints(Config).items()
    if isinstance(area, type) and dataclasses.is_dataclass(area)
}

NAMES = ("preset", *(setting.name for area in AREAS.values() for _, setting in settings_of(area)))


def _refuse_unknown(context: Mapping[str, object]) -> None:
    """A misspelt name would silently leave its default; the CDK's own keys hold a '@', ':' or '-'."""
    for name in context:
        if re.fullmatch(r"[A-Za-z]+", name) and name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(NAMES)}"
            raise ContextError(f"context value {name!r} is not known: {hint}")
