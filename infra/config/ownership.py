"""Whom the bill and the page go to: the tags on everything."""

from __future__ import annotations

from dataclasses import dataclass

from infra.config.setting import setting
from infra.context import text

_WORDS = text(r"[A-Za-z0-9][A-Za-z0-9 ._@/-]{0,127}", "1 to 128 letters, digits, spaces or . _ @ / -")


@dataclass(frozen=True, slots=True)
class OwnershipConfig:
    """Values of tags."""

    owner: str = setting("owner", _WORDS, "flight-operations")
    cost_center: str = setting("costCenter", _WORDS, "flightpulse")
