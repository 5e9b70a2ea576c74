"""The context in cdk.json: the CDK command line applies it, a plain Python synthesis would not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CDK_JSON = Path(__file__).resolve().parent.parent / "cdk.json"


def with_flags(overrides: Mapping[str, object]) -> dict[str, Any]:
    """Feature flags and defaults of cdk.json, under `overrides`."""
    context: dict[str, Any] = json.loads(CDK_JSON.read_text(encoding="utf-8"))["context"]
    return {**context, **overrides}
