"""Where traces go."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.config.tasks import IMAGE
from infra.context import or_none, switch, whole


@dataclass(frozen=True, slots=True)
class TracingConfig:
    """Without a collector nothing is traced. `sampled_percent` of all traces are kept, each as a whole.

    `image` is a copy of the public image in this account's registry, for a network without a way out.
    """

    collector: bool = setting("collector", switch, False)
    image: str | None = setting("collectorImage", or_none(IMAGE), None)
    sampled_percent: int = setting("traceSampledPercent", whole(1, 100), 100, prod=10)
