"""Synthesises the app under a context and gives back its templates."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

from infra.bundling import build_all, source_hash
from infra.node import use_node
from infra.snapshots.normalise import Template, normalise
from infra.snapshots.read import STACKS

LOCAL = {"preset": "local"}
_TEMPLATE = ".template.json"


def templates(context: Mapping[str, object]) -> dict[str, Template]:
    """Those that are kept, by stack id. Raises ContextError, BundlingError, NodeMissing."""
    return {stack: template for stack, template in synthesise(context).items() if stack in STACKS}


def synthesise(context: Mapping[str, object]) -> dict[str, Template]:
    """All by stack id; those that are kept are normalised. Raises what `templates` raises."""
    use_node()
    from infra.synthesis import compose  # importing the CDK starts Node, so not before it is found

    with tempfile.TemporaryDirectory() as folder:
        zips = build_all(Path(folder))
        out = Path(folder) / "cdk.out"
        compose(context, zips=zips, outdir=out).synth()
        bundles = {source_hash(path): name for name, path in zips.items()}
        # The CDK hashes our hash once more for its own file name.
        assets = {zipped.stem.removeprefix("asset."): bundles[source_hash(zipped)] for zipped in out.glob("asset.*.zip")}
        found = {
            file.name.removesuffix(_TEMPLATE): json.loads(file.read_text(encoding="utf-8"))
            for file in out.glob(f"*{_TEMPLATE}")
        }
        return {
            stack: normalise(template, assets) if stack in STACKS else template
            for stack, template in found.items()
        }
