"""A template without what changes from run to run or concerns only the CDK's own bookkeeping."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from infra.bundling import zip_name

Template = dict[str, Any]


def normalise(template: Mapping[str, Any], assets: Mapping[str, str]) -> Template:
    """Metadata and the bootstrap check go, and object keys with a hash become names. `assets`: hash to bundle."""
    result: Template = copy.deepcopy(dict(template))
    parameters = result.get("Parameters", {})
    parameters.pop("BootstrapVersion", None)
    if not parameters:
        result.pop("Parameters", None)
    result.pop("Rules", None)
    result["Resources"] = {name: _resource(result["Resources"][name], assets) for name in sorted(result["Resources"])}
    return result


def as_text(template: Mapping[str, Any]) -> str:
    """As the snapshot files hold it."""
    return json.dumps(template, indent=2, sort_keys=True) + "\n"


def _resource(resource: dict[str, Any], assets: Mapping[str, str]) -> dict[str, Any]:
    resource.pop("Metadata", None)
    code = resource.get("Properties", {}).get("Code")
    if isinstance(code, dict) and "S3Key" in code:
        code["S3Key"] = zip_name(assets[code["S3Key"].removesuffix(".zip")])
    return resource
