"""What the tasks of both services have in common."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import one_of, or_none, switch, text

ARM64, X86_64 = "ARM64", "X86_64"

IMAGE = text(
    r"[a-z0-9][a-z0-9._/-]*(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|@sha256:[0-9a-f]{64})",
    "a repository of this account's registry with a tag or a digest, such as flightpulse/api@sha256:...",
)


@dataclass(frozen=True, slots=True)
class TasksConfig:
    """An image that is not named is built from its Dockerfile, at deployment and never at synthesis."""

    consumer_image: str | None = setting("consumerImage", or_none(IMAGE), None)
    api_image: str | None = setting("apiImage", or_none(IMAGE), None)
    cpu_architecture: str = setting("cpuArchitecture", one_of(ARM64, X86_64), ARM64)
    # Off for the very first deployment: the task that makes the topics comes first.
    running: bool = setting("serviceTasks", switch, True)
    exec: bool = setting("ecsExec", switch, False, dev=True)
