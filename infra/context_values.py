"""Every context value: its name, how it is read, and what it is under each preset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from infra.context import Reader, one_of, regions, text, whole, whole_or_none

PRESETS = ("local", "dev", "staging", "prod")
RETAIN, DESTROY = "RETAIN", "DESTROY"

# What CloudWatch Logs accepts, up to two years.
LOG_RETENTION_DAYS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)


@dataclass(frozen=True, slots=True)
class Field:
    """`everywhere` unless `by_preset` says otherwise."""

    name: str
    reader: Reader
    everywhere: object
    by_preset: Mapping[str, object]

    @property
    def attribute(self) -> str:
        """The name in `Config`."""
        return re.sub(r"([A-Z])", lambda letter: "_" + letter[1].lower(), self.name)

    def default(self, preset: str) -> object:
        """The value when the context holds none."""
        return self.by_preset.get(preset, self.everywhere)


def _field(name: str, reader: Reader, everywhere: object, **by_preset: object) -> Field:
    return Field(name, reader, everywhere, by_preset)


_WORDS = text(r"[A-Za-z0-9][A-Za-z0-9 ._@/-]{0,127}", "1 to 128 letters, digits, spaces or . _ @ / -")
_MODEL = text(
    r"[a-z]+(\.[a-z0-9-]+)+(:[0-9]+)?",
    "the id of a Bedrock model or inference profile, such as us.anthropic.claude-haiku-5-5",
)

FIELDS = (
    _field("removal", one_of(RETAIN, DESTROY), RETAIN, local=DESTROY),
    _field("owner", _WORDS, "flight-operations"),
    _field("costCenter", _WORDS, "flightpulse"),
    _field("logRetentionDays", one_of(*LOG_RETENTION_DAYS), 30, local=1, dev=7, prod=180),
    _field("archiveRetentionDays", whole(1, 3653), 30, local=1, dev=7, prod=90),
    _field("runRetentionDays", whole(1, 3653), 30),
    # A delay is often followed by a better estimate within seconds; gates flip back.
    _field("delaySettle", whole(0, 600), 10, local=1),
    _field("gateChangeSettle", whole(0, 600), 30, local=1),
    _field("modelId", _MODEL, "us.anthropic.claude-haiku-5-5"),
    _field("modelRegions", regions, "us-east-1,us-east-2,us-west-2"),
    _field("modelDeadline", whole(1, 60), 4),
    _field("messengerTimeout", whole(10, 600), 60),
    _field("messengerMemoryMb", whole(128, 10240), 512),
    _field("messengerConcurrency", whole_or_none(1, 1000), None, prod=50),
    _field("markerTimeout", whole(30, 600), 60),
    _field("sweeperTimeout", whole(10, 600), 50),
    # In a replay, simulated minutes drive the sweeper; nothing else starts runs behind a test's back.
    _field("sweeperSchedule", one_of("ENABLED", "DISABLED"), "ENABLED", local="DISABLED"),
    _field("pageSize", whole(1, 100), 100),
    _field("batchSize", whole(1, 100), 20),
    _field("batchConcurrency", whole(1, 40), 5),
    _field("machineTimeout", whole(60, 86_400), 900),
    _field("restartBackoff", whole(1, 3600), 30),
)

NAMES = ("preset", *(field.name for field in FIELDS))
