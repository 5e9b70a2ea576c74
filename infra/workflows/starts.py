"""Which events start a workflow, as the rules of the bus match them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

CANCELLED: Final = "CANCELLED"
_BEFORE: Final = "previousDisposition"

OUT_OF_A_CANCELLATION: Final = {"data": {_BEFORE: [CANCELLED]}}
"""The flight was announced as cancelled until this event."""

NOT_OUT_OF_A_CANCELLATION: Final = {"data": {_BEFORE: [{"exists": False}, {"anything-but": [CANCELLED]}]}}
"""Everything else, also what says nothing of it."""


@dataclass(frozen=True, slots=True)
class Start:
    """One rule: these detail types, with `detail` like this where it is given."""

    name: str
    detail_types: Sequence[str]
    detail: Mapping[str, Any] | None = None
